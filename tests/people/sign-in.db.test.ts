import { getServerSession } from "next-auth"
import { encode } from "next-auth/jwt"
import { beforeAll, beforeEach, describe, expect, it } from "vitest"
import { authOptions } from "@/lib/auth"
import { addTeamMember } from "@/lib/people/add-team-member"
import { endAuthSessions } from "@/lib/people/end-auth-sessions"
import { browserName, knownBrowser } from "@/lib/people/known-browser"
import { findViewer } from "@/lib/people/queries"
import { redeemTicket } from "@/lib/people/redeem-ticket"
import { removeTeamMember } from "@/lib/people/remove-team-member"
import { requestSignInCode, type SignInRequest } from "@/lib/people/request-sign-in-code"
import { verifySignInCode } from "@/lib/people/verify-sign-in-code"
import { deriveCode } from "@/lib/secrets"
import { ownDatabase, renewOwnDatabase } from "../support/database"
import { before } from "../support/twin"
import { wrongCode } from "../support/wrong-code"

// The real time: next-auth judges the JWT by it.
const now = new Date()
const later = (ms: number) => ({ now: new Date(now.getTime() + ms) })
const minute = 60_000
const email = "erika@runde.example"
const by = { actor: { kind: "system" as const }, now }

let teamMemberId: string
async function erika() {
  const added = await addTeamMember({ email, name: "Erika Beispiel", role: "organizer" }, by)
  if (!added.ok) throw new Error(added.reason)
  teamMemberId = added.teamMemberId
}

const rightCode = ({ challengeId }: SignInRequest) => deriveCode("sign-in", challengeId, 1)
const enter = (request: SignInRequest, code = rightCode(request), at = { now }) =>
  verifySignInCode({ ...request, code }, at)
const redeem = (ticket: string | null, at = { now }) => redeemTicket({ ticket: ticket ?? "", userAgent: "Firefox" }, at)

async function signIn() {
  const verified = await enter(await requestSignInCode({ email }, { now }))
  const redeemed = verified.ok && (await redeem(verified.ticket))
  if (!redeemed || !redeemed.ok) throw new Error("not signed in")
  return redeemed.authSessionId
}

describe("a code by mail", () => {
  beforeAll(async () => {
    await renewOwnDatabase()
    await erika()
  })
  beforeEach(() => ownDatabase().query("DELETE FROM sign_in_challenges"))

  it("signs in the browser that asked, once", async () => {
    const request = await requestSignInCode({ email }, { now })
    const verified = await enter(request)
    expect(verified).toMatchObject({ ok: true })
    expect(await enter(request)).toEqual({ ok: false, reason: "code_expired" })
    const ticket = verified.ok ? verified.ticket : ""
    const redeemed = await redeem(ticket)
    expect(redeemed).toMatchObject({ ok: true })
    expect(await redeem(ticket)).toEqual({ ok: false, reason: "ticket_invalid" })
    expect(redeemed.ok && (await findViewer(redeemed.authSessionId, now))).toMatchObject({
      id: teamMemberId,
      email,
      role: "organizer",
    })
  })

  it("is of no use to another browser", async () => {
    const request = await requestSignInCode({ email }, { now })
    const other = await requestSignInCode({ email: "somebody@else.example" }, { now })
    expect(await enter({ ...request, secret: other.secret })).toEqual({ ok: false, reason: "code_expired" })
    expect(await enter({ ...other, secret: request.secret }, rightCode(request))).toEqual({
      ok: false,
      reason: "code_expired",
    })
    expect(await enter(request)).toMatchObject({ ok: true })
  })

  it("allows five tries, also when they come at once", async () => {
    const request = await requestSignInCode({ email }, { now })
    const answers = await Promise.all(Array.from({ length: 20 }, () => enter(request, wrongCode(rightCode(request)))))
    const reasons = answers.map((answer) => (answer.ok ? "ok" : answer.reason))
    expect(reasons.filter((reason) => reason === "code_invalid")).toHaveLength(5)
    expect(reasons.filter((reason) => reason === "too_many_tries")).toHaveLength(15)
    expect(await enter(request)).toEqual({ ok: false, reason: "too_many_tries" })
  })

  it("gives one ticket when the right code comes several times at once", async () => {
    const request = await requestSignInCode({ email }, { now })
    const answers = await Promise.all(Array.from({ length: 5 }, () => enter(request)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it("holds for ten minutes, the ticket for one", async () => {
    const request = await requestSignInCode({ email }, { now })
    expect(await enter(request, rightCode(request), later(10 * minute))).toEqual({ ok: false, reason: "code_expired" })
    const verified = await enter(request, rightCode(request), later(10 * minute - 1))
    const ticket = verified.ok ? verified.ticket : ""
    expect(await redeem(ticket, later(11 * minute))).toEqual({ ok: false, reason: "ticket_invalid" })
    expect(await redeem(ticket, later(11 * minute - 2))).toMatchObject({ ok: true })
  })

  it("answers an unknown address as a known one, and no code fits", async () => {
    const before = await countActivities()
    const known = await requestSignInCode({ email }, { now })
    const unknown = await requestSignInCode({ email: "nobody@nowhere.example" }, { now })
    expect(Object.keys(unknown)).toEqual(Object.keys(known))
    expect(unknown.secret).toHaveLength(known.secret.length)
    expect(await countActivities()).toBe(before + 2)
    expect(await enter(unknown)).toEqual({ ok: false, reason: "code_invalid" })
  })

  it("keeps neither code nor secret nor ticket in the database", async () => {
    const request = await requestSignInCode({ email }, { now })
    const verified = await enter(request)
    const secrets = [rightCode(request), request.secret, (verified.ok && verified.ticket) || "no ticket"]
    const rows = await ownDatabase().query<{ row: string }>(
      "SELECT c::text AS row FROM sign_in_challenges c UNION ALL SELECT a::text FROM activities a UNION ALL SELECT j::text FROM graphile_worker.jobs j",
    )
    for (const secret of secrets) expect(rows.some(({ row }) => row.includes(secret))).toBe(false)
  })

  it("is mailed five times in a quarter of an hour; after that nothing fits, and nobody is told", async () => {
    const requests = []
    const asked = { email, client: "192.0.2.7" }
    for (let count = 0; count < 6; count++) requests.push(await requestSignInCode(asked, { now }))
    const [first, , , , fifth, sixth] = requests as [
      SignInRequest,
      SignInRequest,
      SignInRequest,
      SignInRequest,
      SignInRequest,
      SignInRequest,
    ]
    expect(await enter(sixth)).toEqual({ ok: false, reason: "code_invalid" })
    expect(await enter(fifth)).toMatchObject({ ok: true })
    expect(await enter(first)).toMatchObject({ ok: true })
    expect(
      await enter(await requestSignInCode(asked, later(15 * minute)), undefined, later(15 * minute)),
    ).toMatchObject({ ok: true })
  })

  it("is for members only: who was removed in the meantime gets no sign-in", async () => {
    const otherEmail = "otto@runde.example"
    const added = await addTeamMember({ email: otherEmail, name: "Otto", role: "host" }, by)
    const verified = await enter(await requestSignInCode({ email: otherEmail }, { now }))
    await removeTeamMember({ teamMemberId: added.ok ? added.teamMemberId : "" }, by)
    expect(verified.ok && (await redeem(verified.ticket))).toEqual({ ok: false, reason: "ticket_invalid" })
    expect(await enter(await requestSignInCode({ email: otherEmail }, { now }))).toEqual({
      ok: false,
      reason: "code_invalid",
    })
  })
})

describe("a stranger who knows the address of a member", () => {
  const asked = { email, client: "192.0.2.7" }
  const wrong = async (request: SignInRequest, at = { now }) => {
    for (let tries = 0; tries < 5; tries++) await enter(request, wrongCode(rightCode(request)), at)
  }
  const wrongCodes = async () =>
    (await ownDatabase().query<{ n: number }>("SELECT wrong_codes AS n FROM team_members"))[0]!.n

  beforeEach(async () => {
    await renewOwnDatabase()
    await erika()
  })

  /** Uses up all codes of a day from the network of the member, who then asks with what their browser keeps. */
  async function besieged(browser?: string) {
    for (let count = 0; count < 30; count++) await requestSignInCode(asked, { now })
    return enter(await requestSignInCode({ ...asked, browser }, { now }))
  }

  it("shuts no browser out in which the member has signed in before", async () => {
    expect(await besieged(knownBrowser(teamMemberId))).toMatchObject({ ok: true })
  })

  it.each([
    ["nothing", undefined],
    ["that of another member", knownBrowser("00000000-0000-4000-8000-000000000000")],
    ["something made up", "x.y.z"],
  ])("twin: with %s kept it is shut out for a while", async (_, kept) => {
    expect(await besieged(kept)).toEqual({ ok: false, reason: "code_invalid" })
  })

  it("is not taken for the member by another one's random part", async () => {
    const [, random = "", mac = ""] = knownBrowser(teamMemberId).split(".")
    expect(browserName(`${teamMemberId}.${random}x.${mac}`, teamMemberId)).toBeNull()
    expect(browserName(`${teamMemberId}.${random}.${mac}`, teamMemberId)).not.toBeNull()
    expect(browserName(`${teamMemberId}.${random}.${mac}`, "00000000-0000-4000-8000-000000000000")).toBeNull()
  })

  it("shuts nobody out elsewhere", async () => {
    for (let count = 0; count < 30; count++) await requestSignInCode(asked, { now })
    const elsewhere = { email, client: "198.51.100.9" }
    expect(
      await enter(await requestSignInCode(elsewhere, later(15 * minute)), undefined, later(15 * minute)),
    ).toMatchObject({ ok: true })
  })

  it("is counted under a name from which no address can be read", async () => {
    await requestSignInCode(asked, { now })
    const [row] = await ownDatabase().query<{ row: string }>("SELECT c::text AS row FROM sign_in_challenges c")
    expect(row?.row).not.toContain("192.0.2.7")
  })

  /** Guesses a hundred times, from as many networks as it takes, and then knows the code after all. */
  async function guessed(): Promise<Awaited<ReturnType<typeof enter>>> {
    for (let network = 1; network < 20; network++) {
      const at = later(-16 * minute * (20 - network))
      await wrong(await requestSignInCode({ email, client: `198.51.100.${network}` }, at), at)
    }
    const before = await requestSignInCode({ email, client: "last" }, { now })
    await wrong(await requestSignInCode({ email, browser: knownBrowser(teamMemberId) }, { now }))
    return enter(before)
  }

  it("has a hundred guesses; from then on a code has twenty digits, until the member has signed in", async () => {
    expect(await guessed()).toEqual({ ok: false, reason: "code_invalid" })
    const browser = knownBrowser(teamMemberId)
    const request = await requestSignInCode({ ...asked, browser }, { now })
    expect(await enter(request)).toEqual({ ok: false, reason: "code_invalid" })
    const verified = await enter(request, deriveCode("sign-in", request.challengeId, 1, 20))
    expect(verified).toMatchObject({ ok: true })
    expect(await wrongCodes()).toBeGreaterThanOrEqual(100)
    expect(await redeem(verified.ok ? verified.ticket : null)).toMatchObject({ ok: true })
    expect(await wrongCodes()).toBe(0)
    expect(await enter(await requestSignInCode({ ...asked, browser }, { now }))).toMatchObject({ ok: true })
  })

  it("twin: without the count guessing goes on for ever", async () => {
    await ownDatabase().query(before("UPDATE", "team_members", "NEW.wrong_codes := 0"))
    expect(await guessed()).toMatchObject({ ok: true })
  })
})

describe("a sign-in", () => {
  beforeAll(async () => {
    await renewOwnDatabase()
    await erika()
  })

  it("ends on the server: the JWT a browser still has names nobody", async () => {
    const [here, there] = [await signIn(), await signIn()]
    const browser = await browserOf(here)
    expect(await viewerOf(browser)).toMatchObject({ id: teamMemberId })
    await endAuthSessions({ teamMemberId, authSessionId: here }, { now })
    expect(await viewerOf(browser)).toBeNull()
    expect(await findViewer(there, now)).toMatchObject({ id: teamMemberId })
    await endAuthSessions({ teamMemberId }, { now })
    expect(await findViewer(there, now)).toBeNull()
  })

  it("lasts 30 days", async () => {
    const id = await signIn()
    const day = 24 * 60 * minute
    expect(await findViewer(id, later(30 * day - 1).now)).not.toBeNull()
    expect(await findViewer(id, later(30 * day).now)).toBeNull()
  })

  it("has the role of now and ends with the membership", async () => {
    const id = await signIn()
    await ownDatabase().query("UPDATE team_members SET role = 'host' WHERE id = $1", [teamMemberId])
    expect(await findViewer(id, now)).toMatchObject({ role: "host" })
    await removeTeamMember({ teamMemberId }, by)
    expect(await findViewer(id, now)).toBeNull()
    await erika()
    expect(await findViewer(id, now)).toBeNull()
  })

  it("is not made by a JWT of another key, nor by a made-up row", async () => {
    expect(await viewerOf(await browserOf(await signIn(), "another key"))).toBeUndefined()
    expect(await viewerOf(await browserOf("00000000-0000-0000-0000-000000000000"))).toBeNull()
    expect(await viewerOf(await browserOf("' OR true --"))).toBeNull()
  })
})

describe("a ticket redeemed several times at once", () => {
  const race = async () => {
    await erika()
    const verified = await enter(await requestSignInCode({ email }, { now }))
    await Promise.all(Array.from({ length: 8 }, () => redeem(verified.ok ? verified.ticket : "")))
    const [row] = await ownDatabase().query<{ count: number }>("SELECT count(*)::int AS count FROM auth_sessions")
    return row?.count
  }

  it("makes one sign-in", async () => {
    await renewOwnDatabase()
    expect(await race()).toBe(1)
  })

  it("twin: makes several without the unique index", async () => {
    await renewOwnDatabase({ without: "DROP INDEX auth_sessions_challenge_id_key" })
    expect(await race()).toBeGreaterThan(1)
  })
})

const countActivities = async () =>
  (await ownDatabase().query<{ count: number }>("SELECT count(*)::int AS count FROM activities"))[0]?.count ?? 0

/** A browser that carries the JWT of a sign-in, as next-auth would have set it. */
async function browserOf(authSessionId: string, secret = String(authOptions().secret)) {
  const name = String(authOptions().cookies?.sessionToken?.name)
  return { cookies: { [name]: await encode({ token: { authSessionId }, secret }) }, headers: {} }
}

/** Who that is, asked of next-auth. */
async function viewerOf(request: Awaited<ReturnType<typeof browserOf>>) {
  const response = { getHeader: () => undefined, setHeader: () => undefined }
  const session = await getServerSession(request as never, response as never, authOptions())
  return session?.viewer
}
