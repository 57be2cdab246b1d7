import { afterEach, describe, expect, it, vi } from "vitest"

/** lib/auth with another public address; settings are read once, so everything is loaded anew. */
async function authAt(publicUrl: string) {
  vi.resetModules()
  vi.stubEnv("PUBLIC_URL", publicUrl)
  vi.stubEnv("NEXTAUTH_URL", undefined)
  vi.stubEnv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
  const [{ authOptions }, { ownCookie }] = [await import("@/lib/auth"), await import("@/lib/own-cookie")]
  return { authOptions, ownCookie }
}

describe("cookies of the desk", () => {
  afterEach(() => vi.unstubAllEnvs())

  it("are bound to host and https where the public address is https", async () => {
    const { authOptions, ownCookie } = await authAt("https://runde.example")
    const cookies = [
      ...Object.values(authOptions().cookies ?? {}),
      ownCookie("runde_sign_in"),
      ownCookie("runde_known"),
    ]
    for (const { name, options } of cookies) {
      expect(name).toMatch(/^__Host-runde_/)
      expect(options).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true })
    }
  })

  it("have plain names on this machine", async () => {
    const { authOptions } = await authAt("http://localhost:3000")
    for (const { name, options } of Object.values(authOptions().cookies ?? {})) {
      expect(name).toMatch(/^runde_/)
      expect(options).toMatchObject({ httpOnly: true, secure: false })
    }
  })

  it("do not begin with each other's names, which next-auth takes for parts of one", async () => {
    const { authOptions, ownCookie } = await authAt("http://localhost:3000")
    const names = [
      ...Object.values(authOptions().cookies ?? {}),
      ownCookie("runde_sign_in"),
      ownCookie("runde_known"),
    ].map(({ name }) => name)
    for (const name of names) expect(names.filter((other) => other.startsWith(name))).toEqual([name])
  })
})
