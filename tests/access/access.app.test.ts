import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { system } from "@/lib/activity"
import { db } from "@/lib/db"
import { removeTeamMember } from "@/lib/people/remove-team-member"
import { jitsi } from "../round/own-servers"
import { fingerprint } from "../support/fingerprint"
import { type App, startApp } from "../support/server"
import { actions } from "./actions"
import { callAction, type Cast, gather } from "./cast"
import { builtActions, builtRoutes, localizedRoutes } from "./inventory"
import { type Answer, type Case, routes } from "./routes"
import type { Call } from "./row"
import { everybody, signedIn, teamMember, type Who } from "./viewers"
import type { Exchange } from "../support/visitor"

let app: App
let cast: Cast
/** Cards are on, and nobody answers: what is started is stored, and there is nowhere to go. */
const stripe = { STRIPE_SECRET_KEY: "sk_test_nobody", STRIPE_API_URL: "http://127.0.0.1:9" }
// Without a worker nothing changes by itself.
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0", ...stripe, ...jitsi } })
  cast = await gather(app.origin)
})
afterAll(() => app?.stop())

describe("routes", () => {
  it("have a row each", () => {
    expect(Object.keys(routes).sort()).toEqual(builtRoutes())
  })

  const localized = localizedRoutes()

  it.each(Object.keys(routes))("%s", async (route) => {
    for (const row of routes[route]!(cast)) {
      expect(await deviations(row)).toEqual([])
      const path = `/en${row.path}`.replace(/\/(?=$|\?)/, "")
      if (localized.has(route)) expect(await deviations({ ...row, path })).toEqual([])
    }
  })

  it("of a role are gone with the role, in the middle of a sign-in", async () => {
    const rows = routes["/organizer/settings/team"]!(cast)
    const change = (role: "owner" | "host") => db.teamMember.update({ where: { id: cast.ids.owner }, data: { role } })
    await change("host")
    for (const row of rows)
      expect(await deviations(row)).toEqual([`owner gets "nothing" at ${row.path} instead of "page"`])
    await change("owner")
    for (const row of rows) expect(await deviations(row)).toEqual([])
  })
})

describe("a second factor", () => {
  const page = async (origin: string) => {
    const visitor = await signedIn(origin, cast.ids.incomplete, true)
    return answerOf(await visitor.send("/organizer"))
  }

  it("twin: is not asked for where it is only offered", async () => {
    const offered = await startApp({ env: { ROLE: "web", RATE_LIMIT: "0", SECOND_FACTOR: "offered" } })
    try {
      expect(await page(app.origin)).toBe("second factor")
      expect(await page(offered.origin)).toBe("page")
    } finally {
      await offered.stop()
    }
  })

  it("is asked for in the payload and the session too", async () => {
    const payload = await cast.visitors.incomplete.payload("/organizer/mails")
    expect(tells(payload)).toBe(false)
    expect(tells(await cast.visitors.owner.payload("/organizer/mails"))).toBe(true)
    expect((await cast.visitors.nobody.send("/organizer/second-factor")).headers["permissions-policy"]).toContain(
      "publickey-credentials-create=(self)",
    )
  })
})

describe("a member who is removed in the middle of something", () => {
  it("gets no page and no action any more", async () => {
    const { id, visitor } = await teamMember(app.origin, "organizer", "Rita Raus")
    const action = builtActions().find(({ name }) => name === "sessions/actions.ts publishSessionAction")!
    const asked = async () => ({ ...(await ask(action.name, "nobody")), caller: visitor })
    expect(await effect(action.id, await asked())).toBe("some")
    await removeTeamMember({ teamMemberId: id }, { actor: system })
    expect(await effect(action.id, await asked())).toBe("none")
    expect(answerOf(await visitor.send("/organizer/settings"))).toBe("sign in")
  })
})

describe("actions", () => {
  const built = builtActions()

  it("have a row each", () => {
    expect(Object.keys(actions).sort()).toEqual(built.map(({ name }) => name))
  })

  describe.each(built.filter(({ name }) => actions[name]))("$name", ({ id, name }) => {
    const { may, silent } = actions[name]!

    it.each(may)("works for %s", async (who) => {
      expect(await effect(id, await ask(name, who))).toBe(silent ? "none" : "some")
    })

    it("does nothing for everybody else", async () => {
      const others = everybody.filter((who) => !may.includes(who))
      // What one of them could do, tried by each.
      const asked = await ask(name, others[0] ?? "nobody")
      for (const who of others) expect(await effect(id, { ...asked, caller: cast.visitors[who] }), who).toBe("none")
    })

    it("does nothing when it is sent from somewhere else", async () => {
      const asked = await ask(name, may[0] ?? "nobody")
      for (const origin of ["", "null", "https://elsewhere.example", `${app.origin}.example`]) {
        expect(await effect(id, asked, origin), origin).toBe("refused")
      }
      expect(await effect(id, asked)).toBe(silent ? "none" : "some")
    })
  })

  it("are seen to be open where they should not be", async () => {
    const { name, id } = built.find((action) => action.name === "house/actions.ts saveHouseAction")!
    const change = (role: "owner" | "host") => db.teamMember.update({ where: { id: cast.ids.host }, data: { role } })
    await change("owner")
    expect(await effect(id, { ...(await ask(name, "nobody")), caller: cast.visitors.host })).toBe("some")
    await change("host")
  })
})

/** Where somebody gets something else than the row says; also where a row leaves somebody out. */
async function deviations({ path, answers, token, subscription, invoices, form, ...wish }: Case): Promise<string[]> {
  const found: string[] = []
  const english = path.startsWith("/en")
  for (const who of everybody) {
    const [expected = "a row"] = Object.entries(answers).find(([, list]) => list.includes(who)) ?? []
    const visitor = cast.visitors[who].copy()
    if (token) visitor.cookies.set(tokens, [token, visitor.cookies.get(tokens)].filter(Boolean).join("."))
    if (invoices) visitor.cookies.set("runde_invoices", invoices)
    if (subscription) visitor.cookies.set("runde_subscription", subscription)
    const answer = await visitor.send(path, { headers: { origin: app.origin }, ...wish })
    if (form && !answer.body.includes(`id="${form}"`)) found.push(`${who} gets no form "${form}" at ${path}`)
    const { location } = answer.headers
    if (english && location && !new URL(location, app.origin).pathname.startsWith("/en"))
      found.push(`${who} is led from ${path} to ${location}`)
    if (answerOf(answer) !== expected)
      found.push(`${who} gets "${answerOf(answer)}" at ${path} instead of "${expected}"`)
    if (!token && (!["page", "gone"].includes(expected) || strangersToKarin.includes(who)) && tells(answer))
      found.push(`${who} reads of Karin at ${path}`)
  }
  return found
}

/** The cookie of a browser that opens bookings. */
const tokens = "runde_bookings"
const strangersToKarin: Who[] = ["nobody", "otherParticipant", "otherHost", "incomplete"]
const tells = ({ body, head }: Exchange) => /probe-verpackungen|Karin/i.test(body + head)

function answerOf({ status, headers }: Exchange): Answer | number {
  const to = String(headers.location ?? "")
  if (status >= 300 && status < 400) {
    if (/\/organizer\/sign-in/.test(to)) return "sign in"
    if (/\/organizer\/second-factor/.test(to)) return "second factor"
    if (/\/organizer\/settings\/security$/.test(to)) return "security"
    if (/\/booking\?link=void/.test(to)) return "void link"
    if (/\/booking\/R-[\w-]+$/.test(to)) return "booking"
    if (/\/waiting\/R-[\w-]+$/.test(to)) return "waiting"
    if (/\/approval\/R-[\w-]+$/.test(to)) return "approval"
    if (/\/approval\/void$/.test(to)) return "no approval"
    if (/\/invoices\/R-[\w-]+$/.test(to)) return "invoices"
    if (/\/invoices\/void$/.test(to)) return "no invoices"
    if (/\/verify\?booking=R-[\w-]+$|\/subscription(\/[\w-]{43})?$/.test(to)) return "button to confirm"
    if (/\/organizer$/.test(to)) return "home"
  }
  if (status === 404) return "nothing"
  if (status === 410) return "gone"
  if ([400, 401, 403, 405, 415, 422].includes(status)) return "refused"
  return status === 200 ? "page" : status
}

const ask = async (name: string, who: Who) => {
  const call = await actions[name]!.call(cast, who)
  return { ...call, caller: call.caller ?? cast.visitors[who] }
}

/** What a call brought about: nothing at all, something, or not even a hearing. */
async function effect(
  id: string,
  { caller, page, fields }: Required<Call>,
  origin = app.origin,
): Promise<"none" | "some" | "refused"> {
  const before = await fingerprint()
  const { status } = await callAction(caller, id, page, fields, { origin })
  const changed = (await fingerprint()) !== before
  // 409 is Next's answer where the page does not carry the action: the row names the wrong page.
  if (status >= 500 || status === 409 || (changed && status === 403)) throw new Error(`${page} answers ${status}`)
  return status === 403 ? "refused" : changed ? "some" : "none"
}
