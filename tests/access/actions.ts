import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { planChange } from "@/lib/bookings/plan-change"
import { rebookSeat } from "@/lib/bookings/rebook-seat"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { addNote } from "@/lib/people/add-note"
import { findPerson } from "@/lib/people/queries-people"
import { defaultSettings, getSettings } from "@/lib/sessions/settings"
import { holdToken, verifyToken } from "@/lib/bookings/policy"
import { db } from "@/lib/db"
import { findFormat, getPublicSession } from "@/lib/sessions/queries"
import { formatEdit } from "@/lib/sessions/schema"
import { showFormat } from "@/app/[locale]/(organizer)/organizer/(desk)/settings/formats/format-form"
import { keepUpload } from "@/lib/transfer/keep-upload"
import { requestSignInCode } from "@/lib/people/request-sign-in-code"
import { offeredSalt, totpOf } from "@/lib/people/totp"
import { verifySignInCode } from "@/lib/people/verify-sign-in-code"
import type { Prisma } from "@/prisma/generated/client"
import { deriveCode } from "@/lib/secrets"
import { type Attached, Visitor } from "../support/visitor"
import { done } from "../support/world"
import type { Cast, Subject } from "./cast"
import { everybody, holder, running, signedIn, team, type Who } from "./viewers"

/** What is called: on which page, with which fields; `caller` where it cannot be the one everybody else is. */
export type Call = { page: string; fields: Record<string, string | Attached>; caller?: Visitor }

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
  fields: (cast: Cast, subject: Subject) => Record<string, string> | Promise<Record<string, string>>,
  arrange?: (cast: Cast, subject: Subject) => Promise<void>,
): Row => ({
  may: holders,
  call: async (cast, who) => {
    const subject = await cast.book()
    await arrange?.(cast, subject)
    const role = holders.includes(who) ? (who as "participant" | "booker") : undefined
    const caller = role && (await holder(cast.origin, subject.bookingId, role))
    return {
      page: page(subject, cast),
      fields: { booking: subject.reference, ...(await fields(cast, subject)) },
      caller,
    }
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
/** What only the owner may, on a page of the settings. */
const house = (page: string, fields: () => Call["fields"]): Row => ({
  may: ["owner"],
  call: () => ({ page, fields: fields() }),
})
const transferPage = "/organizer/settings/transfer"
const people: Attached = {
  fileName: "people.csv",
  text: "Vorname;Nachname;Unternehmen;E-Mail\nNeu;Hier;Neu GmbH;neu@neu.example",
}
/** Something done with somebody who sits in the host's session. */
const person = (
  fields: (
    given: Subject & { personId: string; cast: Cast; session: Cast["session"] },
  ) => Record<string, string> | Promise<Record<string, string>>,
): Row => ({
  may: running,
  call: async (cast) => {
    const subject = await cast.book({ sessionId: (await cast.session()).id })
    const personId = await cast.personOf(subject)
    return {
      page: `/organizer/people/${personId}`,
      fields: await fields({ ...subject, personId, cast, session: cast.session }),
    }
  },
})
const sessionPage = ({ sessionId }: Subject) => `/organizer/sessions/${sessionId}`
const mySettings = () => "/organizer/settings"

const signedInAtAll: Who[] = [...team, "incomplete"]

/** What an owner does with another member. */
const ofMember = (about: Parameters<typeof someMember>[0] = {}, fields: Record<string, string> = {}): Row => ({
  may: ["owner"],
  call: async () => {
    const { id } = await someMember(about)
    return { page: `/organizer/settings/team/${id}`, fields: { teamMemberId: id, ...fields } }
  },
})

/** What somebody of the team does with their own factors and sign-ins; everybody else tries it on theirs. */
const ofOwnFactors = (
  fields: (teamMemberId: string) => Record<string, string> | Promise<Record<string, string>>,
): Row => ({
  may: team,
  call: async ({ origin }, who) => {
    const { id } = await someMember()
    await withApp(id)
    const passkey = { teamMemberId: id, credentialId: randomUUID(), publicKey: Buffer.from("key"), name: "Probe" }
    await db.passkey.create({ data: passkey })
    return {
      page: "/organizer/settings/security",
      fields: await fields(id),
      caller: team.includes(who) ? await signedIn(origin, id) : undefined,
    }
  },
})

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
  "book/actions.ts holdSeatAction": open(async ({ round, world }) => ({
    page: `/sessions/${round.slug}/book`,
    fields: {
      ...typedPerson({ ...world.thomas, email: `${randomUUID()}@vorlage-logistik.example` }),
      requestId: randomUUID(),
      sessionId: round.id,
      locale: "de",
      conditions: (await getPublicSession(round, "de")).conditions,
      legalVersion: (await getSettings()).legal.version,
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
    async ({ reviewed }) => ({
      requestId: randomUUID(),
      sessionId: reviewed.id,
      conditions: (await getPublicSession(reviewed, "de")).conditions,
    }),
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
  "[reference]/actions.ts chooseCalendarTitleAction": booking(
    ({ reference }) => `/booking/${reference}`,
    () => ({ calendarTitle: "format" }),
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
  "sign-in/actions.ts enterFactorAction": open(async ({ origin }) => {
    const { id, email } = await someMember()
    const caller = new Visitor(origin)
    const asked = await requestSignInCode({ email })
    await withApp(id)
    done(await verifySignInCode({ ...asked, code: deriveCode("sign-in", asked.challengeId, 1) }))
    caller.cookies.set("runde_sign_in", Buffer.from(JSON.stringify({ ...asked, email })).toString("base64url"))
    return { page: "/organizer/sign-in", fields: { code: totpOf(id, "salt").generate() }, caller }
  }),
  // The first of its two steps; the whole way is a journey.
  "sign-in/actions.ts passkeySignInAction": open(() => ({ page: "/organizer/sign-in", fields: {} })),
  "second-factor/actions.ts addPasskeyAction": {
    may: signedInAtAll,
    call: () => ({ page: "/organizer/second-factor", fields: { name: "Probe" } }),
  },
  "second-factor/actions.ts addTotpAction": {
    may: signedInAtAll,
    call: async ({ origin }, who) => {
      const { id } = await someMember()
      const caller = await signedIn(origin, id, true)
      const [session] = await db.authSession.findMany({ where: { teamMemberId: id } })
      const code = totpOf(id, offeredSalt(session!.id, 0)).generate()
      return {
        page: "/organizer/second-factor/app",
        fields: { code },
        caller: signedInAtAll.includes(who) ? caller : undefined,
      }
    },
  },
  "second-factor/actions.ts keepRecoveryCodesAction": {
    may: signedInAtAll,
    call: async ({ origin }, who) => ({
      page: "/organizer/second-factor/recovery-codes",
      fields: {},
      caller: signedInAtAll.includes(who) ? await signedIn(origin, (await someMember()).id, true) : undefined,
    }),
  },
  "security/actions.ts removeFactorAction": ofOwnFactors(() => ({ factor: "totp" })),
  "security/actions.ts renewRecoveryCodesAction": ofOwnFactors(() => ({})),
  "security/actions.ts signOutThereAction": ofOwnFactors(async (id) => {
    const expiresAt = new Date(Date.now() + 3_600_000)
    return { authSessionId: (await db.authSession.create({ data: { teamMemberId: id, expiresAt } })).id }
  }),
  "settings/actions.ts signOutAction": {
    may: signedInAtAll,
    call: async (cast, who) => ({
      page: who === "incomplete" ? "/organizer/second-factor" : mySettings(),
      fields: {},
      caller: await again(cast, who),
    }),
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
  "team/actions.ts addTeamMemberAction": desk(
    ["owner"],
    () => "/organizer/settings/team",
    () => ({ email: `${randomUUID()}@runde.example`, name: "Neu", role: "owner" }),
  ),
  "team/actions.ts resendInvitationAction": ofMember({ invitedAt: new Date("2026-01-01") }),
  "team/actions.ts changeRoleAction": ofMember({}, { role: "organizer" }),
  "team/actions.ts endMemberSignInsAction": ofMember({
    authSessions: { create: { expiresAt: new Date("2099-01-01") } },
  }),
  "team/actions.ts removeTeamMemberAction": ofMember(),
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
  "edit/actions.ts saveAccessAction": desk(
    running,
    (subject) => `${sessionPage(subject)}/edit`,
    (_, { sessionId }) => ({ sessionId, meetingUrl: `https://meet.example/${randomUUID()}` }),
  ),
  "sessions/actions.ts publishSessionAction": desk(running, sessionPage, async ({ session }) => ({
    sessionId: (await session({ draft: true })).id,
  })),
  "sessions/actions.ts guaranteeSessionAction": desk(running, sessionPage, (_, { sessionId }) => ({ sessionId })),
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
  "transfer/actions.ts bringFileAction": house(transferPage, () => ({ kind: "people", file: people })),
  "transfer/actions.ts importPeopleAction": {
    may: ["owner"],
    call: async ({ ids }) => {
      const text = people.text.replace("neu@", `${randomUUID()}@`)
      const upload = { kind: "people", fileName: "a.csv", bytes: new TextEncoder().encode(text) } as const
      const { uploadId } = done(await keepUpload({ ...upload, teamMemberId: ids.owner }))
      return {
        page: `${transferPage}/people/${uploadId}`,
        fields: { requestId: randomUUID(), uploadId },
      }
    },
  },
  // Where people work already it does nothing for anybody.
  "transfer/actions.ts restoreArchiveAction": {
    may: [],
    silent: true,
    call: () => ({ page: transferPage, fields: { file: people, sure: "on" } }),
  },
  // Somebody sits in it: the preview has been seen, and the change is planned.
  "sessions/change-actions.ts editSessionAction": desk(
    running,
    (subject) => `${sessionPage(subject)}/edit`,
    async (_, { sessionId }) => ({
      ...(await confirmed(sessionId)),
      language: "en",
      placeText: randomUUID(),
      minimum: "2",
    }),
  ),
  "sessions/change-actions.ts changeCapacityAction": desk(
    running,
    (subject) => `${sessionPage(subject)}/edit`,
    async (_, { sessionId }) => ({ ...(await confirmed(sessionId)), capacity: "50" }),
  ),
  "sessions/change-actions.ts moveSessionAction": desk(
    running,
    (subject) => `${sessionPage(subject)}/move`,
    async (_, { sessionId }) => ({
      ...(await confirmed(sessionId)),
      localStart: "2031-06-06T10:00",
      timeZone: "Europe/Berlin",
    }),
  ),
  "sessions/change-actions.ts cancelSessionAction": desk(
    running,
    (subject) => `${sessionPage(subject)}/cancel`,
    async (_, { sessionId }) => ({ ...(await confirmed(sessionId)), message: "Leider nicht." }),
  ),
  "sessions/change-actions.ts cancelSessionsAction": desk(
    running,
    ({ sessionId }) => `/organizer/sessions/cancel?id=${sessionId}`,
    async (_, { sessionId }) => ({
      sessions: `${sessionId}:${await revisionOf(sessionId)}`,
      message: "Leider nicht.",
    }),
  ),
  "sessions/change-actions.ts carryOutChangeAction": desk(running, sessionPage, (_, { sessionId }) =>
    planned(sessionId),
  ),
  "sessions/change-actions.ts withdrawChangeAction": desk(running, sessionPage, (_, { sessionId }) =>
    planned(sessionId),
  ),
  "attendance/actions.ts recordAttendanceAction": desk(
    ["host", ...running],
    (subject) => `${sessionPage(subject)}/attendance`,
    async (_, { sessionId, seatId }) => {
      await hasBegun(sessionId)
      return { sessionId, seatIds: seatId, attendance: "attended" }
    },
  ),
  "people/actions.ts addNoteAction": person(({ personId }) => ({
    requestId: randomUUID(),
    personId,
    text: "Ruft lieber an.",
  })),
  "people/actions.ts removeNoteAction": person(async ({ personId }) => {
    const input = { requestId: randomUUID(), personId, text: "Ruft lieber an." }
    return { noteId: done(await addNote(input, { actor: { kind: "organizer" } })).noteId }
  }),
  "people/actions.ts editPersonAction": person(async ({ personId }) => {
    const { revision, company, ...person } = (await findPerson(personId))!
    return {
      ...{ personId, revision: String(revision), reason: "asked", locale: "de", phone: "+49 89 123456" },
      ...{ givenName: person.givenName, familyName: person.familyName, email: person.email },
      ...{ company: company!, role: person.role! },
    }
  }),
  "people/actions.ts mergePeopleAction": person(async ({ personId, cast, session }) => ({
    keptId: personId,
    absorbedId: await cast.personOf(await cast.book({ sessionId: (await session()).id })),
    samePerson: "on",
  })),
  "people/actions.ts erasePersonAction": person(async ({ personId, bookingId }) => {
    done(await releaseSeat({ bookingId }, { actor: { kind: "participant" } }))
    return { personId, forGood: "on" }
  }),
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

const confirmed = async (sessionId: string) => ({ sessionId, revision: await revisionOf(sessionId), confirmed: "1" })

/** A change of a session that waits for its minute. */
async function planned(sessionId: string) {
  const change = { kind: "capacity", capacity: 60 } as const
  const revision = Number(await revisionOf(sessionId))
  done(await planChange({ sessionId, revision, change, message: null, confirmed: true }, { actor: system }))
  const { id: changeId } = await db.plannedChange.findFirstOrThrow({ where: { groupSessionId: sessionId } })
  return { changeId, sessionId }
}

const revisionOf = async (id: string) => String((await db.groupSession.findUniqueOrThrow({ where: { id } })).revision)

/** The session began a minute ago. */
const hasBegun = (id: string) =>
  db.groupSession.update({ where: { id }, data: { startsAt: new Date(Date.now() - 60_000) }, select: { id: true } })

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

const someMember = (about: Partial<Prisma.TeamMemberCreateInput> = {}) =>
  db.teamMember.create({ data: { email: `${randomUUID()}@runde.example`, name: "Kurz Da", role: "host", ...about } })

const withApp = (teamMemberId: string) => db.totpApp.create({ data: { teamMemberId, salt: "salt" } })

/** The same person in a browser of their own, so that signing out ends that one only. */
async function again({ ids, origin }: Cast, who: Who): Promise<Visitor | undefined> {
  const id = (ids as Partial<Record<Who, string>>)[who]
  return id ? signedIn(origin, id, who === "incomplete") : undefined
}

async function newMember({ origin }: Cast, who: Who): Promise<Visitor | undefined> {
  return team.includes(who) ? signedIn(origin, (await someMember()).id) : undefined
}
