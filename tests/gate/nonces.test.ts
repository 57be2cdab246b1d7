import { afterEach, describe, expect, it } from "vitest"
import type { GateOptions } from "@/lib/gate"
import { type Answer, type House, nonceOf, openHouse } from "./house"

let house: House
afterEach(() => house.close())

/** Every nonce that 60 answers carry: cold, at once, warm, and as HEAD. */
async function collectNonces(options: Partial<GateOptions>): Promise<string[]> {
  house = await openHouse(options)
  const many = (method: string, count: number) =>
    Promise.all(Array.from({ length: count }, () => house.ask("/", { method })))
  const answers = [...(await many("GET", 30)), ...(await many("HEAD", 10)), ...(await many("GET", 20))]
  return answers.map((answer) => (answer.text ? bodyNonce(answer) : policyNonce(answer)) ?? "none")
}

const policyNonce = (answer: Answer) => nonceOf(String(answer.headers["content-security-policy"]))
const bodyNonce = (answer: Answer) => nonceOf(answer.text)

describe("a page from memory", () => {
  it("never carries a nonce twice, also when many ask at once", async () => {
    const nonces = await collectNonces({})
    expect(nonces).not.toContain("none")
    expect(new Set(nonces).size).toBe(60)
    expect(house.asked()).toBeLessThan(6)
  })

  it("twin: without the fresh nonce it does", async () => {
    expect(new Set(await collectNonces({ without: ["fresh-nonce"] })).size).toBeLessThan(60)
  })

  it("carries the nonce of its own policy at every place, and keeps its letters", async () => {
    house = await openHouse()
    await house.ask("/")
    const answer = await house.ask("/")
    const nonce = policyNonce(answer)
    expect(answer.text).toBe(
      `<!doctype html><title>Grüße</title><script nonce="${nonce}">1</script><script nonce="${nonce}">2</script>`,
    )
    expect(JSON.stringify({ ...answer.headers, "content-security-policy": "" })).not.toContain(nonce)
    expect(Number(answer.headers["content-length"])).toBe(Buffer.byteLength(answer.text))
  })

  it("never sends the nonce it was rendered with", async () => {
    house = await openHouse()
    const answers = await Promise.all([house.ask("/"), house.ask("/"), house.ask("/sessions/gone")])
    const rendered = house.seen.map(({ headers }) => nonceOf(String(headers["content-security-policy"])))
    expect(rendered.length).toBe(2)
    for (const answer of answers) expect(rendered).not.toContain(bodyNonce(answer))
  })
})
