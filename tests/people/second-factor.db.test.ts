import { beforeEach, describe, expect, it } from "vitest"
import { isComplete, type Viewer } from "@/lib/people/policy"
import { proveFactor } from "@/lib/people/prove-factor"
import { findViewer } from "@/lib/people/queries"
import { findNewRecoveryCodes, findOpenSignIn, findTotpOffer, listFactors } from "@/lib/people/queries-factors"
import { keepRecoveryCodes } from "@/lib/people/keep-recovery-codes"
import { redeemTicket } from "@/lib/people/redeem-ticket"
import { removeFactor } from "@/lib/people/remove-factor"
import { removeTeamMember } from "@/lib/people/remove-team-member"
import { renewRecoveryCodes } from "@/lib/people/renew-recovery-codes"
import { authenticator } from "../support/authenticator"
import { ownDatabase, type Without } from "../support/database"
import { countedFromBefore, pause, uniqueIndex } from "../support/twin"
import { done } from "../support/world"

import { byMail, erikaWithApp, fresh, minutes, now, redeem, signInByMail, typed, withApp, withPasskey } from "./erika"

describe("the first sign-in", () => {
  beforeEach(() => fresh())

  it("is incomplete until a factor is set up, and complete from then on", async () => {
    const viewer = await signInByMail()
    expect(viewer).toMatchObject({ secondFactor: null, hasSecondFactor: false })
    expect([isComplete(viewer, "required"), isComplete(viewer, "offered")]).toEqual([false, true])
    done((await withPasskey(viewer)).added)
    const after = (await findViewer(viewer.authSessionId, now))!
    expect(after).toMatchObject({ secondFactor: "passkey", hasSecondFactor: true })
    expect(isComplete(after, "required")).toBe(true)
  })

  it("ends the other sign-ins without a factor, and a ticket on its way is void", async () => {
    const [here, there] = [await signInByMail(), await signInByMail()]
    const { ticket } = await byMail()
    await withApp(here)
    expect(await findViewer(there.authSessionId, now)).toBeNull()
    expect(await redeemTicket({ ticket: ticket!, userAgent: "" }, { now })).toMatchObject({ reason: "ticket_invalid" })
  })

  it("adds nothing once there is a factor that it has not shown", async () => {
    const [here, there] = [await signInByMail(), await signInByMail()]
    await withApp(here)
    const { added } = await withPasskey(there)
    expect(added).toEqual({ ok: false, reason: "factor_first" })
  })

  it("is good for ten minutes to change how one signs in", async () => {
    const viewer = await signInByMail()
    expect((await withPasskey(viewer, authenticator(), minutes(10.1))).added).toMatchObject({ reason: "not_fresh" })
    done((await withPasskey(viewer, authenticator(), minutes(10))).added)
    const after = (await findViewer(viewer.authSessionId, now))!
    const { passkeys } = await listFactors(viewer.id)
    const removed = { viewer: after, factor: { passkeyId: passkeys[0]!.id } }
    expect(await removeFactor(removed, { now: minutes(11) })).toMatchObject({ reason: "not_fresh" })
    // Where it is required the last one stays.
    expect(await removeFactor(removed, { now })).toMatchObject({ reason: "last_factor" })
    expect(await renewRecoveryCodes({ viewer: after }, { now: minutes(11) })).toMatchObject({ reason: "not_fresh" })
  })
})

describe("an authenticator app", () => {
  it("is asked for after the code by mail, before there is a ticket", async () => {
    const app = await erikaWithApp()
    const { request, ticket } = await byMail(minutes(1))
    expect(ticket).toBeNull()
    expect(await findOpenSignIn(request, minutes(1))).toEqual({ passkey: false, totp: true })
    const wrong = app(minutes(30))
    expect(await proveFactor({ ...request, code: wrong }, { now: minutes(1) })).toMatchObject({
      reason: "factor_invalid",
    })
    const proved = done(await proveFactor({ ...request, code: app(minutes(1)) }, { now: minutes(1) }))
    expect(await redeem(proved.ticket, minutes(1))).toMatchObject({ secondFactor: "totp" })
    expect(await proveFactor({ ...request, code: app(minutes(2)) }, { now: minutes(2) })).toMatchObject({
      reason: "code_expired",
    })
  })

  it("may be half a minute early or late, and no more", async () => {
    const app = await erikaWithApp()
    const answers = []
    for (const [index, shift] of [-1, -0.5, 0.5, 1].entries()) {
      const at = minutes(2 + index * 3)
      const { request } = await byMail(at)
      const code = app(new Date(at.getTime() + shift * 60_000))
      answers.push((await proveFactor({ ...request, code }, { now: at })).ok)
    }
    expect(answers).toEqual([false, true, true, false])
  })

  /** Eight wrong codes at once. @returns how many of them were looked at, and the app */
  const guess = async ({ without }: Without = {}) => {
    const app = await erikaWithApp({ without })
    const { request } = await byMail(minutes(1))
    const wrong = app(minutes(60))
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => proveFactor({ ...request, code: wrong }, { now: minutes(1) })),
    )
    const reasons = answers.map((answer) => (answer.ok ? "ok" : answer.reason))
    expect(reasons.filter((reason) => reason !== "factor_invalid" && reason !== "factor_blocked")).toEqual([])
    return { app, invalid: reasons.filter((reason) => reason === "factor_invalid").length }
  }
  it("closes for a quarter of an hour after five wrong codes, also when they come at once", async () => {
    const { app, invalid } = await guess()
    expect(invalid).toBe(4)
    const again = async (at: Date) => {
      const { request } = await byMail(at)
      return proveFactor({ ...request, code: app(at) }, { now: at })
    }
    expect(await again(minutes(15.9))).toMatchObject({ reason: "factor_blocked" })
    expect(await again(minutes(16))).toMatchObject({ ok: true })
  })
  it("twin: takes more of them where the count is read before it is written", async () => {
    const without =
      countedFromBefore("totp_apps", "team_member_id", "tries") + pause("UPDATE OF tries", "totp_apps", 100)
    expect((await guess({ without })).invalid).toBeGreaterThan(4)
  })

  const replay = async ({ without }: Without = {}) => {
    const app = await erikaWithApp({ without })
    const answers = []
    for (let count = 0; count < 2; count++) {
      const { request } = await byMail(minutes(5))
      answers.push((await proveFactor({ ...request, code: app(minutes(5)) }, { now: minutes(5) })).ok)
    }
    return answers
  }
  it("takes a code once", async () => expect(await replay()).toEqual([true, false]))
  it("twin: takes it again without the unique index", async () =>
    expect(await replay({ without: uniqueIndex("factor_proofs_team_member_id_totp_step_key") })).toEqual([true, true]))

  it("has another secret after it was removed and after its owner was invited anew", async () => {
    const teamMemberId = await fresh()
    const viewer = await signInByMail()
    const before = await findTotpOffer(viewer, "Runde")
    await ownDatabase().query("UPDATE team_members SET totp_generation = totp_generation + 1")
    expect((await findTotpOffer(viewer, "Runde"))?.key).not.toBe(before?.key)
    await ownDatabase().query("INSERT INTO team_members (email, name, role) VALUES ('a@runde.example', 'A', 'owner')")
    await withPasskey(viewer)
    done(await removeTeamMember({ teamMemberId }, { actor: { kind: "system" }, now }))
    expect(await listFactors(teamMemberId)).toMatchObject({ passkeys: [], totp: null })
  })
})

describe("recovery codes", () => {
  const codesOf = async (viewer: Viewer) => findNewRecoveryCodes((await findViewer(viewer.authSessionId, now))!, now)

  it("are shown until they are kept, in a fresh sign-in, and never again", async () => {
    await fresh()
    const viewer = await signInByMail()
    expect(await codesOf(viewer)).toBeNull()
    await withApp(viewer)
    const codes = await codesOf(viewer)
    expect(new Set(codes).size).toBe(10)
    expect(codes?.[0]).toMatch(/^[a-z2-7]{4}(-[a-z2-7]{4}){3}$/)
    const after = (await findViewer(viewer.authSessionId, now))!
    expect(await findNewRecoveryCodes(after, minutes(11))).toBeNull()
    await keepRecoveryCodes(viewer.id, { now })
    expect(await codesOf(viewer)).toBeNull()
    done(await renewRecoveryCodes({ viewer: after }, { now }))
    const renewed = await codesOf(viewer)
    expect(renewed?.filter((code) => codes?.includes(code))).toEqual([])
    const { request } = await byMail(minutes(1))
    expect(await proveFactor({ ...request, code: typed(codes![0]!) }, { now: minutes(1) })).toMatchObject({
      reason: "factor_invalid",
    })
    expect(
      await proveFactor({ ...request, code: typed(renewed![9]!.toUpperCase()) }, { now: minutes(1) }),
    ).toMatchObject({ ok: true })
    expect(await listFactors(viewer.id)).toMatchObject({ recovery: { left: 9 } })
  })

  const race = async ({ without }: Without = {}) => {
    await fresh({ without })
    const viewer = await signInByMail()
    await withApp(viewer)
    const code = typed((await codesOf(viewer))![3]!)
    const requests = []
    for (let count = 0; count < 4; count++) requests.push((await byMail(minutes(1))).request)
    const answers = await Promise.all(requests.map((request) => proveFactor({ ...request, code }, { now: minutes(1) })))
    return answers.filter(({ ok }) => ok).length
  }
  it("sign in once each, also of several at once", async () => expect(await race()).toBe(1))
  it("twin: sign in several times without the unique index", async () =>
    expect(await race({ without: uniqueIndex("factor_proofs_recovery_key") })).toBe(4))
})

it("keeps no secret of an app and no recovery code in the database", async () => {
  await fresh()
  const viewer = await signInByMail()
  const key = (await findTotpOffer(viewer, "Runde"))!.key.replaceAll(" ", "")
  await withApp(viewer)
  const codes = (await findNewRecoveryCodes((await findViewer(viewer.authSessionId, now))!, now))!.map(typed)
  expect(await kept([key, ...codes])).toEqual([])
  // What is planted is found.
  await ownDatabase().query("UPDATE totp_apps SET salt = $1", [key])
  await ownDatabase().query("UPDATE team_members SET name = $1", [codes[9]])
  expect(await kept([key, ...codes])).toEqual([key, codes[9]])
})

/** Which of these secrets stand in a table. */
async function kept(secrets: string[]): Promise<string[]> {
  const tables = ["team_members", "totp_apps", "factor_proofs", "auth_sessions", "activities", "graphile_worker.jobs"]
  const rows = await ownDatabase().query<{ row: string }>(
    tables.map((table) => `SELECT t::text AS row FROM ${table} t`).join(" UNION ALL "),
  )
  return secrets.filter((secret) => rows.some(({ row }) => row.includes(secret)))
}
