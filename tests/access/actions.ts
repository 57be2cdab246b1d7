import { randomUUID } from "node:crypto"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { defaultSettings } from "@/lib/sessions/settings"
import { holdToken, verifyToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { findFormat } from "@/lib/sessions/queries"
import { formatEdit } from "@/lib/sessions/schema"
import { showFormat } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/formats/format-form"
import { requestSignInCode } from "@/lib/people/request-sign-in-code"
import { deriveCode } from "@/lib/secrets"
import { Visitor } from "../support/visitor"
import { done } from "../support/world"
import type { Cast, Subject } from "./cast"
import { everybody, holder, running, signedIn, team, type Who } from "./viewers"

/** What is called: on which page, with which fields; `caller` where it cannot be the one everybody else is. */
export type Call = { page: string; fields: Record<string, string>; caller?: Visitor }

export type Row = {
  /** For whom it does something; for all others it changes nothing. */
  may: Who[]
  /** Made anew for each call: what is called must be possible for whoever may. */
  call: (cast: Cast, who: Who) => Call | Promise<Call>
  /** Only cookies change. */
  silent?: boolean
}

const holders: Who[] = ["participant", "booker"]
const booking = (
  page: (subject: Subject, cast: Cast) => string,
  fields: (cast: Cast, subject: Subject) => Record<string, string>,
  arrange?: (cast: Cast, subject: Subject) => Promise<void>,
): Row => ({
  may: holders,
  call: async (cast, who) => {
    const subject = await cast.book()
    await arrange?.(cast, subject)
    const role = holders.includes(who) ? (who as "participant" | "booker") : undefined
    const caller = role && (await holder(cast.origin, subject.bookingId, role))
    return { page: page(subject, cast), fields: { booking: subject.reference, ...fields(cast, subject) }, caller }
  },
})
const desk = (
  may: Who[],
  page: (subject: Subject) => string,
  fields: (cast: Cast, subject: Subject) => Record<string, string> | Promise<Record<string, string>>,
  { request = false } = {},
): Row => ({
  may,
  call: async (cast) => {
    const session = request ? cast.reviewed : await cast.session()
    const subject = await cast.book({ sessionId: session.id })
    return { page: page(subject), fields: await fields(cast, subject) }
  },
})
const sessionPage = ({ sessionId }: Subject) => `/organizer/sessions/${sessionId}`
const mySettings = () => "/organizer/settings"

/** A form that everybody may send. */
const open = (call: Row["call"]): Row => ({ may: [...everybody], call })

/** What the browser may do that typed a booking, and nobody else's; `proof` is what it got for it. */
const typed = (call: (given: { subject: Subject & { page: string } }) => Call, proof = holdToken): Row => ({
  may: holders,
  call: async (cast, who) => {
    const subject = await cast.book({ held: true })
    const role = holders.includes(who) ? (who as "participant" | "booker") : undefined
    const caller = role && new Visitor(cast.origin)
    if (role) caller?.cookies.set("runde_bookings", await proof(subject.bookingId, role))
    return {
      ...call({ subject: { ...subject, page: `/sessions/${cast.round.slug}/book?booking=${subject.reference}` } }),
      caller,
    }
  },
})

/** Every action of the build, by its file and name. One that is missing here fails the test. */
export const actions: Record<string, Row> = {
  "book/actions.ts holdSeatAction": open(({ round, world }) => ({
    page: `/sessions/${round.slug}/book`,
    fields: {
      ...typedPerson({ ...world.thomas, email: `${randomUUID()}@vorlage-logistik.example` }),
      requestId: randomUUID(),
      sessionId: round.id,
      locale: "de",
      businessUse: "on",
      acceptTerms: "on",
    },
  })),
  "book/actions.ts enterCodeAction": typed(({ subject }) => ({
    page: subject.page,
    fields: { booking: subject.reference, code: deriveCode("booking", subject.bookingId, 1) },
  })),
  "book/actions.ts renewCodeAction": typed(({ subject }) => ({
    page: subject.page,
    fields: { booking: subject.reference },
  })),
  "verify/actions.ts verifyByLinkAction": typed(
    ({ subject }) => ({ page: `/verify?booking=${subject.reference}`, fields: { booking: subject.reference } }),
    verifyToken,
  ),

  "booking/actions.ts requestLinksAction": open(({ karin }) => ({
    page: "/booking",
    fields: { email: karin.person.email },
  })),
  "booking/actions.ts forgetAction": {
    ...open(async (cast) => ({
      page: "/booking",
      fields: {},
      caller: await holder(cast.origin, cast.karin.bookingId, "participant"),
    })),
    silent: true,
  },

  "[reference]/actions.ts rebookAction": booking(
    ({ reference }, { reviewed }) => `/booking/${reference}/rebook/${reviewed.slug}`,
    ({ reviewed }) => ({ requestId: randomUUID(), sessionId: reviewed.id }),
  ),
  "[reference]/actions.ts substituteAction": booking(
    ({ reference }) => `/booking/${reference}/substitute`,
    (_, { person }) => ({
      ...typedPerson({ ...person, email: `colleague.${randomUUID()}@probe-verpackungen.example` }),
      requestId: randomUUID(),
      step: "confirm",
    }),
  ),
  "[reference]/actions.ts releaseAction": booking(
    ({ reference }) => `/booking/${reference}/release/confirm`,
    () => ({}),
  ),
  "[reference]/actions.ts withdrawRequestAction": booking(
    ({ reference }) => `/booking/${reference}/withdraw`,
    () => ({}),
    async ({ reviewed }, { bookingId }) =>
      void done(
        await rebookSeat({ requestId: randomUUID(), bookingId, sessionId: reviewed.id }, { actor: { kind: "booker" } }),
      ),
  ),

  "sign-in/actions.ts requestCodeAction": open(() => ({
    page: "/organizer/sign-in",
    fields: { email: `${randomUUID()}@nobody.example` },
  })),
  "sign-in/actions.ts enterCodeAction": open(async (cast) => {
    const { email } = await someMember()
    const caller = new Visitor(cast.origin)
    const asked = await requestSignInCode({ email })
    caller.cookies.set("runde_sign_in", Buffer.from(JSON.stringify({ ...asked, email })).toString("base64url"))
    return { page: "/organizer/sign-in", fields: { code: deriveCode("sign-in", asked.challengeId, 1) }, caller }
  }),
  "sign-in/actions.ts otherAddressAction": {
    ...open(() => ({ page: "/organizer/sign-in", fields: {} })),
    silent: true,
  },
  "settings/actions.ts signOutAction": {
    may: team,
    call: async (cast, who) => ({ page: mySettings(), fields: {}, caller: await again(cast, who) }),
  },
  "settings/actions.ts signOutEverywhereAction": {
    may: team,
    call: async (cast, who) => ({ page: mySettings(), fields: {}, caller: await newMember(cast, who) }),
  },
  "settings/actions.ts saveOwnSettingsAction": desk(team, mySettings, () => ({
    name: `Name ${randomUUID()}`,
    locale: "de",
    requestMails: "digest",
  })),
  "settings/actions.ts addTeamMemberAction": desk(
    ["owner"],
    () => "/organizer/settings/team",
    () => ({ email: `${randomUUID()}@runde.example`, name: "Neu", role: "owner" }),
  ),
  "settings/actions.ts removeTeamMemberAction": desk(
    ["owner"],
    () => "/organizer/settings/team",
    async () => ({ teamMemberId: (await someMember()).id }),
  ),
  "house/actions.ts saveHouseAction": desk(
    ["owner"],
    () => "/organizer/settings/house",
    () => flat({ ...defaultSettings, name: randomUUID() }),
  ),

  "formats/actions.ts createFormatAction": desk(
    running,
    () => "/organizer/settings/formats/new",
    async ({ world }) => ({ kind: "group", ...(await formatFields(world.formats.instant)) }),
  ),
  "formats/actions.ts editFormatAction": {
    may: running,
    call: async ({ world: { formats } }) => ({
      page: `/organizer/settings/formats/${formats.instant}`,
      fields: await formatFields(formats.instant),
    }),
  },

  "sessions/series-actions.ts createDatesAction": desk(
    running,
    () => "/organizer/sessions/new",
    ({ world }) => ({
      requestId: randomUUID(),
      formatId: world.formats.instant,
      language: "de",
      rule: JSON.stringify({ kind: "weekly", every: 1, from: "2031-05-05", count: 2 }),
      "day.20310505": "on",
      "day.20310512": "on",
      localTime: "10:00",
      timeZone: "Europe/Berlin",
      capacity: "8",
      minimum: "4",
    }),
  ),
  "sessions/series-actions.ts publishSessionsAction": desk(
    running,
    () => "/organizer/sessions?show=drafts",
    async ({ session }) => ({ id: (await session({ draft: true })).id }),
  ),
  "sessions/series-actions.ts deleteDraftAction": desk(running, sessionPage, async ({ session }) => ({
    sessionId: (await session({ draft: true })).id,
  })),
  "sessions/series-actions.ts editFollowingAction": {
    may: running,
    call: async (cast) => {
      const ids = await cast.series()
      const revision = ids.map((id) => `${id}:1`).join(" ")
      return {
        page: `/organizer/sessions/${ids[0]}/following`,
        fields: { sessionId: ids[0]!, revision, language: "en", placeText: randomUUID(), minimum: "2" },
      }
    },
  },
  "sessions/actions.ts editSessionAction": desk(
    running,
    (subject) => `${sessionPage(subject)}/edit`,
    async (_, { sessionId }) => ({
      sessionId,
      revision: await revisionOf(sessionId),
      language: "en",
      placeText: randomUUID(),
      minimum: "2",
    }),
  ),
  "sessions/actions.ts publishSessionAction": desk(running, sessionPage, async ({ session }) => ({
    sessionId: (await session({ draft: true })).id,
  })),
  "sessions/actions.ts guaranteeSessionAction": desk(running, sessionPage, (_, { sessionId }) => ({ sessionId })),
  "sessions/actions.ts changeCapacityAction": desk(running, sessionPage, (_, { sessionId }) => ({
    sessionId,
    capacity: "50",
  })),
  "sessions/actions.ts moveSessionAction": desk(
    running,
    (subject) => `${sessionPage(subject)}/move`,
    async (_, { sessionId }) => ({
      sessionId,
      revision: await revisionOf(sessionId),
      localStart: "2031-06-06T10:00",
      timeZone: "Europe/Berlin",
    }),
  ),
  "sessions/actions.ts cancelSessionAction": desk(
    running,
    (subject) => `${sessionPage(subject)}/cancel`,
    async (_, { sessionId }) => ({
      sessionId,
      revision: await revisionOf(sessionId),
      message: "Leider nicht.",
      sure: "on",
    }),
  ),
  "sessions/actions.ts addByHandAction": desk(
    running,
    (subject) => `${sessionPage(subject)}/add`,
    ({ world }, { sessionId }) => ({
      ...world.jonas,
      requestId: randomUUID(),
      sessionId,
      locale: "de",
    }),
  ),
  "requests/actions.ts decideAction": desk(
    running,
    ({ seatId }) => `/organizer/requests/${seatId}`,
    (_, { seatId }) => ({ seatId, decision: "decline" }),
    { request: true },
  ),
  "requests/actions.ts releaseAction": desk(running, sessionPage, (_, { seatId }) => ({ seatId, back: "/organizer" })),
}

const typedPerson = (person: Subject["person"]) =>
  Object.fromEntries(Object.entries(person).map(([name, value]) => [`participant.${name}`, String(value)]))

const revisionOf = async (id: string) => String((await db.groupSession.findUniqueOrThrow({ where: { id } })).revision)

/** A format as its form would send it. */
async function formatFields(formatId: string) {
  const format = (await findFormat(formatId))!
  return { formatId, revision: format.updatedAt.toISOString(), ...showFormat(formatEdit.parse(format)) }
}

/** Nested settings as the names of a form's fields: "company.city". */
const flat = (node: object, path = ""): Record<string, string> =>
  Object.fromEntries(
    Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "object" && value
        ? Object.entries(flat(value, `${path}${key}.`))
        : [[path + key, value === null ? "" : String(value)]],
    ),
  )

const someMember = () =>
  db.teamMember.create({ data: { email: `${randomUUID()}@runde.example`, name: "Kurz Da", role: "host" } })

/** The same person in a browser of their own, so that signing out ends that one only. */
async function again({ ids, origin }: Cast, who: Who): Promise<Visitor | undefined> {
  const id = (ids as Partial<Record<Who, string>>)[who]
  return id ? signedIn(origin, id) : undefined
}

async function newMember({ origin }: Cast, who: Who): Promise<Visitor | undefined> {
  return team.includes(who) ? signedIn(origin, (await someMember()).id) : undefined
}
