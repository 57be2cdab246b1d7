import type { IncomingMessage } from "node:http"
import { isIP } from "node:net"
import proxyAddr from "proxy-addr"

/** Where a request comes from, as far as limits are concerned. */
export type Client = {
  /** An IPv4 address, or the /64 of an IPv6 one: who has one address of it has them all. */
  network: string
  /** A trusted proxy speaks for itself: a check on this machine, or a proxy that does not say for whom it asks. */
  isProxy: boolean
}

/**
 * Compiles TRUSTED_PROXIES: addresses, networks or the names "loopback", "linklocal" and "uniquelocal", with commas.
 * X-Forwarded-For is believed from these only, from the right, up to the first address that is none of them.
 * @throws Error when an entry is not an address
 */
export function clientReader(trustedProxies: string) {
  const entries = trustedProxies
    .split(",")
    .map((entry) => entry.trim())
    .filter(Boolean)
  const isTrusted = entries.length > 0 ? proxyAddr.compile(entries) : () => false
  return {
    read(req: IncomingMessage): Client {
      const socket = req.socket.remoteAddress ?? ""
      const claimed = proxyAddr(req, isTrusted)
      const address = isIP(claimed) ? claimed : socket
      return { network: networkOf(address), isProxy: isTrusted(address, 0) }
    },
    /** Whether the connection itself is a trusted proxy's, so that its headers count. */
    isFromProxy: (req: IncomingMessage): boolean => isTrusted(req.socket.remoteAddress ?? "", 0),
  }
}

/** "2001:db8::1" is "2001:db8:0:0::/64", "::ffff:192.0.2.1" is "192.0.2.1". */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  if (mapped) return mapped[1]!
  if (isIP(address) !== 6) return address
  const [head = "", tail] = address.replace(/%.*$/, "").split("::")
  const front = head ? head.split(":") : []
  const back = tail ? tail.split(":") : []
  const gap = tail === undefined ? [] : Array<string>(Math.max(0, 8 - front.length - back.length)).fill("0")
  const groups = [...front, ...gap, ...back].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`
}
