import { describe, expect, it } from "vitest"
import { env } from "@/lib/env"
import { boundToBrowser } from "@/lib/people/passkey-challenges"
import { signInWithPasskey } from "@/lib/people/sign-in-with-passkey"
import { startPasskeySignIn } from "@/lib/people/start-passkey-sign-in"
import { authenticator } from "../support/authenticator"
import { ownDatabase, type Without } from "../support/database"
import { before, uniqueIndex } from "../support/twin"
import { done } from "../support/world"

import { byMail, email, fresh, minutes, now, redeem, signInByMail, withPasskey } from "./erika"

describe("a passkey", () => {
  const erikaWithPasskey = async (options?: Parameters<typeof authenticator>[0], { without }: Without = {}) => {
    await fresh({ without })
    const { device, added } = await withPasskey(await signInByMail(), authenticator(options))
    done(added)
    return device
  }
  type Device = ReturnType<typeof authenticator>
  const signIn = async (device: Device, at = now, ...how: [] | [{ at: string }]) => {
    const { options, secret } = await startPasskeySignIn({ signIn: null }, { now: at })
    return signInWithPasskey({ secret, response: device.get(options, ...how) }, { now: at })
  }

  it("signs in by itself", async () => {
    const { ticket } = done(await signIn(await erikaWithPasskey({ counts: true })))
    expect(await redeem(ticket)).toMatchObject({ email, secondFactor: "passkey" })
  })

  it("is named only to who has shown the code by mail", async () => {
    const device = await erikaWithPasskey()
    const { request } = await byMail()
    const names = async (signIn: typeof request | null) =>
      (await startPasskeySignIn({ signIn }, { now })).options.allowCredentials?.map(({ id }) => id)
    expect(await names(request)).toEqual([device.id])
    expect(await names(null)).toEqual([])
    expect(await names({ ...request, secret: "another browser" })).toEqual([])
  })

  it("is refused on another page, by another browser, too late, and without its owner", async () => {
    const device = await erikaWithPasskey()
    expect(await signIn(device, now, { at: "https://elsewhere.example" })).toMatchObject({ reason: "passkey_invalid" })
    expect(await signIn(authenticator())).toMatchObject({ reason: "passkey_invalid" })
    const { options, secret } = await startPasskeySignIn({ signIn: null }, { now })
    const response = device.get(options)
    for (const [given, at] of [
      ["another secret", now],
      [secret, minutes(5)],
    ] as const)
      expect(await signInWithPasskey({ secret: given, response }, { now: at })).toMatchObject({
        reason: "passkey_expired",
      })
    expect(await signInWithPasskey({ secret, response }, { now: minutes(4.9) })).toMatchObject({ ok: true })
    const careless = authenticator({ verifies: false })
    expect((await withPasskey(await redeem(done(await signIn(device)).ticket), careless)).added).toMatchObject({
      reason: "passkey_invalid",
    })
  })

  it("twin: the same is taken where it is that page, that browser and that time that are expected", async () => {
    const device = await erikaWithPasskey()
    const [house, elsewhere] = [env().PUBLIC_URL, "http://localhost:3001"]
    expect(await signIn(device, now, { at: elsewhere })).toMatchObject({ reason: "passkey_invalid" })
    env().PUBLIC_URL = elsewhere
    expect(await signIn(device, now, { at: elsewhere })).toMatchObject({ ok: true })
    env().PUBLIC_URL = house
    const { options } = await startPasskeySignIn({ signIn: null }, { now })
    const late = { secret: "another secret", response: device.get(options) }
    await ownDatabase().query("UPDATE passkey_challenges SET bound_to = $1", [boundToBrowser(late.secret)])
    expect(await signInWithPasskey(late, { now: minutes(5) })).toMatchObject({ reason: "passkey_expired" })
    await ownDatabase().query("UPDATE passkey_challenges SET expires_at = $1", [minutes(6)])
    expect(await signInWithPasskey(late, { now: minutes(5) })).toMatchObject({ ok: true })
  })

  /** Signs in, and once more after another device with the same key has signed in often. */
  const copied = async ({ without }: Without = {}) => {
    const device = await erikaWithPasskey({ counts: true }, { without })
    done(await signIn(device))
    await ownDatabase().query("UPDATE passkeys SET counter = 40")
    return signIn(device)
  }
  it("is refused when its counter goes back: there are two of it", async () => {
    expect(await copied()).toMatchObject({ reason: "passkey_invalid" })
  })
  it("twin: is taken where its counter is not kept", async () => {
    const forgotten = before("INSERT OR UPDATE", "passkeys", "NEW.counter := 0")
    expect(await copied({ without: forgotten })).toMatchObject({ ok: true })
  })

  it("is of no use once its owner was removed", async () => {
    const device = await erikaWithPasskey()
    await ownDatabase().query("UPDATE team_members SET removed_at = now()")
    expect(await signIn(device)).toMatchObject({ reason: "passkey_invalid" })
  })

  const replay = async ({ without }: Without = {}) => {
    const device = await erikaWithPasskey({}, { without })
    const { options, secret } = await startPasskeySignIn({ signIn: null }, { now })
    const response = device.get(options)
    const answers = [await signInWithPasskey({ secret, response }, { now })]
    answers.push(await signInWithPasskey({ secret, response }, { now }))
    return answers.map(({ ok }) => ok)
  }
  it("answers a challenge once", async () => expect(await replay()).toEqual([true, false]))
  it("twin: answers it again without the unique index", async () =>
    expect(await replay({ without: uniqueIndex("factor_proofs_passkey_challenge_id_key") })).toEqual([true, true]))

  it("does not use up the codes by mail", async () => {
    const device = await erikaWithPasskey()
    for (let count = 0; count < 6; count++) done(await signIn(device))
    expect((await byMail()).ticket).toBeNull()
  })
})
