import fs from "node:fs"
import { describe, expect, test } from "vitest"
import { envNames, readEnv } from "@/lib/env"

const example = fs.readFileSync(".env.example", "utf8")
const right = {
  PUBLIC_URL: "https://runde.example",
  APP_SECRET: "w8Zt0Qm3rY5uK7pL1vB9nC4xD6fG2hJs",
  DEMO: "0",
} as unknown as NodeJS.ProcessEnv
const withChange = (change: Record<string, string | undefined>) => () => readEnv({ ...right, ...change })

describe("settings", () => {
  test(".env.example names everything that can be set, and nothing else", () => {
    const named = [...example.matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name)
    expect(named.sort()).toEqual([...envNames].sort())
  })

  test(".env.example tells the defaults that are in force", () => {
    const settings = readEnv(right) as Record<string, unknown>
    for (const [, name, value] of example.matchAll(/^#([A-Z_]+)=(.+)$/gm)) expect(String(settings[name!])).toBe(value)
  })

  test("nothing but what is set in the environment is read elsewhere", () => {
    const readers = fs
      .globSync("{app,components,lib}/**/*.{ts,tsx}")
      .filter((file) => file !== "lib/env.ts")
      .flatMap((file) =>
        [...fs.readFileSync(file, "utf8").matchAll(/process\.env\.(\w+)\b(?! (?:\?\?)?= )/g)].map(
          ([, name]) => `${file}: ${name}`,
        ),
      )
      .filter((use) => !/: (NODE_ENV|NEXT_RUNTIME|LOG_LEVEL)$/.test(use))
    expect(readers).toEqual([])
  })

  test("a live key of Stripe's goes nowhere but to Stripe", () => {
    const live = { STRIPE_SECRET_KEY: "sk_live_abcdefgh" }
    expect(withChange({ ...live, STRIPE_API_URL: "http://127.0.0.1:4242" })).toThrow("STRIPE_API_URL")
    expect(withChange(live)).not.toThrow()
    expect(withChange({ STRIPE_SECRET_KEY: "pk_test_abcdefgh" })).toThrow("STRIPE_SECRET_KEY")
  })

  test("what is of use only together is set together", () => {
    const [key, short] = ["w8Zt0Qm3rY5uK7pL1vB9nC4xD6fG2hJs", "w8Zt0Qm3rY5uK7pL1vB9nC4xD6fG2hJ"]
    const jitsi = { JITSI_URL: "https://meet.example/", JITSI_APP_ID: "runde", JITSI_APP_SECRET: key }
    const bbb = { BBB_URL: "https://bbb.example/bigbluebutton/", BBB_SECRET: key }
    expect(withChange({ ...jitsi, ...bbb })()).toMatchObject({
      ...{ JITSI_URL: "https://meet.example", BBB_URL: "https://bbb.example/bigbluebutton" },
    })
    expect(withChange({ ...jitsi, JITSI_APP_SECRET: "" })).toThrow(
      "JITSI_APP_SECRET: missing; JITSI_URL, JITSI_APP_ID, JITSI_APP_SECRET are set together or not at all",
    )
    expect(withChange({ JITSI_APP_ID: "runde" })).toThrow("JITSI_URL, JITSI_APP_SECRET: missing")
    expect(withChange({ BBB_SECRET: key })).toThrow("BBB_URL: missing")
    expect(withChange({ ...bbb, BBB_SECRET: short })).toThrow(/^(?!.*w8Zt).*BBB_SECRET: needs at least 32 characters/)
    expect(withChange({ ...bbb, BBB_URL: "http://bbb.example/bigbluebutton" })).toThrow(
      "BBB_URL: must begin with https",
    )
    expect(withChange({ ...bbb, BBB_URL: "http://127.0.0.1:8090/bigbluebutton" })).not.toThrow()
  })

  test("an empty one is none", () => {
    expect(readEnv({ ...right, RATE_LIMIT: "", PORT: "" })).toMatchObject({ RATE_LIMIT: 1, PORT: 3000 })
  })

  test.each([
    ["an address of a database that is none", { DATABASE_URL: "postgresql://a:b@c:port/d" }, /DATABASE_URL/],
    ["a missing address", { PUBLIC_URL: undefined }, /PUBLIC_URL/],
    ["http beyond this machine", { PUBLIC_URL: "http://runde.example" }, /https/],
    ["a short secret", { APP_SECRET: "short" }, /APP_SECRET.*32/],
    ["a default secret", { APP_SECRET: "change-me-change-me-change-me-change-me" }, /placeholder/],
    ["a database that is none", { DATABASE_URL: "mysql://x" }, /DATABASE_URL/],
    ["a proxy that is none", { TRUSTED_PROXIES: "everybody" }, /TRUSTED_PROXIES/],
  ])("refuse %s", (_, change, sentence) => {
    expect(withChange(change)).toThrow(sentence)
  })

  test("never repeat a value in the refusal", () => {
    expect(withChange({ DATABASE_URL: "mysql://runde:hunter22@host/db" })).toThrow(/^(?!.*hunter22)/)
  })

  test("let the demo have a plain address and a simple secret", () => {
    const demo = {
      PUBLIC_URL: "http://192.168.0.7:3000",
      APP_SECRET: "example-example-example-example-example",
      DEMO: "1",
    }
    expect(withChange(demo)()).toMatchObject({ DEMO: true, PUBLIC_URL: "http://192.168.0.7:3000" })
  })
})
