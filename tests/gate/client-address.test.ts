import { IncomingMessage } from "node:http"
import { Socket } from "node:net"
import { describe, expect, it } from "vitest"
import { clientReader, networkOf } from "@/lib/client-address"

function request(remoteAddress: string, forwarded?: string): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, "remoteAddress", { value: remoteAddress })
  const req = new IncomingMessage(socket)
  if (forwarded !== undefined) req.headers["x-forwarded-for"] = forwarded
  return req
}

describe("clientReader", () => {
  const read = (proxies: string, address: string, forwarded?: string) =>
    clientReader(proxies).read(request(address, forwarded))

  it("believes nobody unless told to", () => {
    expect(read("", "203.0.113.9", "198.51.100.1")).toEqual({ network: "203.0.113.9", isProxy: false })
    expect(read("loopback", "203.0.113.9", "198.51.100.1").network).toBe("203.0.113.9")
  })

  it("believes trusted proxies, from the right, up to the first stranger", () => {
    expect(read("loopback", "127.0.0.1", "198.51.100.1").network).toBe("198.51.100.1")
    expect(read("loopback", "127.0.0.1", "1.1.1.1, 198.51.100.1").network).toBe("198.51.100.1")
    expect(read("loopback,10.0.0.0/8", "::ffff:127.0.0.1", "198.51.100.1, 10.1.2.3").network).toBe("198.51.100.1")
  })

  it("takes what is no address for the proxy that says it", () => {
    expect(read("loopback", "127.0.0.1", "unknown")).toEqual({ network: "127.0.0.1", isProxy: true })
    expect(read("loopback", "127.0.0.1")).toEqual({ network: "127.0.0.1", isProxy: true })
  })

  it("says what is wrong with a setting", () => {
    expect(() => clientReader("nonsense")).toThrow(/nonsense/)
  })
})

describe("networkOf", () => {
  it.each([
    ["192.0.2.1", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["", ""],
  ])("%s is %s", (address, network) => expect(networkOf(address)).toBe(network))
})
