import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { cancelGroupSession } from "@/lib/bookings/cancel-group-session"
import { carryOutDecisions } from "@/lib/bookings/carry-out-decisions"
import { finishSessions } from "@/lib/bookings/finish-sessions"
import { holdSeat } from "@/lib/bookings/hold-seat"
import { verifyBooking } from "@/lib/bookings/verify-booking"
import { db } from "@/lib/db"
import { env } from "@/lib/env"
import type { Outcome } from "@/lib/errors"
import { ensureOwner } from "@/lib/people/ensure-owner"
import { deriveCode } from "@/lib/secrets"
import { createFormat } from "@/lib/sessions/create-format"
import { editFormat } from "@/lib/sessions/edit-format"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { guaranteeGroupSession } from "@/lib/sessions/guarantee-group-session"
import { publishGroupSession } from "@/lib/sessions/publish-group-session"
import { formatEdit, type FormatInput } from "@/lib/sessions/schema"
import { saveSettings } from "@/lib/sessions/settings"
import { Temporal } from "temporal-polyfill"
import { demoFormats } from "./demo/formats"
import { demoBooker, demoPerson } from "./demo/people"
import { type DemoSession, demoPlan } from "./demo/plan"
import { demoSettings } from "./demo/settings"

const zone = "Europe/Berlin"
const day = 24 * 3_600_000
const by = (now: Date) => ({ actor: system, now })

/**
 * Prepares a database: the first owner, and for the demo a believable house. Everything goes through the verbs, so
 * that the demo cannot show what the product would refuse. Running it again changes nothing.
 * @param now the day of the seed; only tests pass it
 */
export async function seed(now = new Date()): Promise<void> {
  if (env().ORGANIZER_EMAIL)
    await ensureOwner(env().ORGANIZER_EMAIL as string, env().DEMO ? demoSettings.organizer.name : undefined)
  if (!env().DEMO || (await db.format.count()) > 0) return

  await saveSettings(demoSettings, by(now))
  const formats = new Map<string, FormatInput & { id: string }>()
  for (const format of demoFormats)
    formats.set(format.slug, { ...format, id: await createFormat({ ...format, meetingUrl: meetingUrlOf(format) }) })
  let person = 0
  for (const planned of demoPlan) {
    const format = formats.get(planned.format)
    if (format) person = await seedSession(planned, format, person, now)
  }
  await changeText(formats.get("ki-vertiefung"))
  await finishSessions({ now })
  // These people were never here: their mails would fill the mailbox before the first visitor comes.
  await db.$executeRaw`SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs WHERE task_identifier = 'react'`
}

/** A format has been changed since people booked it, so that its versions can be seen. */
async function changeText(format: (FormatInput & { id: string }) | undefined): Promise<void> {
  if (!format) return
  const { updatedAt: revision } = await db.format.findUniqueOrThrow({ where: { id: format.id } })
  const texts = structuredClone(format.texts)
  texts.de.forWhom = `${texts.de.forWhom} Auch für eines, das schon einmal gestoppt wurde.`
  texts.en.forWhom = `${texts.en.forWhom} Also one that has been stopped before.`
  const author = await db.teamMember.findFirst({ where: { removedAt: null } })
  const actor = author ? { kind: "organizer" as const, id: author.id } : system
  must(await editFormat({ formatId: format.id, revision, edit: formatEdit.parse({ ...format, texts }) }, { actor }))
}

const meetingUrlOf = ({ kind, place, slug }: FormatInput) =>
  kind === "group" && place === "online" ? `https://meet.runde.example/${slug}` : null

async function seedSession(planned: DemoSession, format: FormatInput & { id: string }, person: number, now: Date) {
  const localStart = startOf(planned, now)
  // A session of the past was planned before it took place; the people of one to come booked in the last days.
  const at =
    planned.weeks < 0 ? new Date(now.getTime() + (planned.weeks - 5) * 7 * day) : new Date(now.getTime() - 6 * day)
  const { sessionId } = must(
    await createGroupSession(
      {
        requestId: randomUUID(),
        formatId: format.id,
        language: planned.language,
        localStart,
        timeZone: zone,
        placeText: planned.placeText ?? null,
        capacity: planned.capacity ?? format.capacity,
        minimum: format.minimum,
        hostId: null,
      },
      by(at),
    ),
  )
  if (planned.state === "draft") return person
  must(await publishGroupSession({ sessionId }, by(at)))

  for (let i = 0; i < planned.confirmed; i++)
    await book(sessionId, planned, person++, new Date(at.getTime() + i * 3_600_000))
  await carryOutDecisions({ now: new Date(at.getTime() + 5 * day) })
  for (let i = 0; i < (planned.requested ?? 0); i++) await book(sessionId, planned, person++, now)
  for (let i = 0; i < (planned.held ?? 0); i++) await hold(sessionId, planned, person++, now)

  if (planned.state === "guaranteed")
    must(await guaranteeGroupSession({ sessionId }, by(new Date(at.getTime() + 5 * day))))
  if (planned.state === "cancelled") {
    const message = "Ich bin an diesem Tag verhindert und biete Ihnen gern einen anderen Termin an."
    const { revision } = await db.groupSession.findUniqueOrThrow({ where: { id: sessionId } })
    must(await cancelGroupSession({ sessionId, message, revision }, by(now)))
  }
  return person
}

async function book(sessionId: string, planned: DemoSession, person: number, now: Date) {
  const { bookingId } = await hold(sessionId, planned, person, now)
  must(await verifyBooking({ bookingId, proof: { code: deriveCode("booking", bookingId, 1) } }, by(now)))
}

async function hold(sessionId: string, planned: DemoSession, person: number, now: Date) {
  const input = {
    requestId: randomUUID(),
    sessionId,
    participant: demoPerson(person),
    booker: demoBooker(person),
    locale: planned.language,
    businessUseVersion: demoSettings.legal.version,
    termsVersion: demoSettings.legal.version,
  }
  return must(await holdSeat(input, now))
}

/** The wall clock of a planned session; nobody meets between the years. */
function startOf({ weeks, weekday, time }: DemoSession, now: Date): string {
  const today = Temporal.PlainDate.from(now.toISOString().slice(0, 10))
  let date = today.add({ days: weekday - today.dayOfWeek + weeks * 7 })
  while (isBetweenTheYears(date)) date = date.add({ weeks: weeks < 0 ? -2 : 2 })
  return `${date.toString()}T${time}`
}

const isBetweenTheYears = ({ month, day }: Temporal.PlainDate) => (month === 12 && day > 19) || (month === 1 && day < 7)

function must<Done extends object>(outcome: Outcome<Done, string>): Done {
  if (!outcome.ok) throw new Error(`The demo could not be prepared: ${outcome.reason}`)
  return outcome
}
