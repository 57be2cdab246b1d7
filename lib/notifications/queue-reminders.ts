import { db, transaction, type Tx } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { getSettings } from "@/lib/sessions/settings"
import { rulesOf } from "@/lib/sessions/queries-reminders"
import { planReminders, type Reminder, type ReminderKind } from "@/lib/sessions/rules-reminders"
import { freeUntilOf, readSeat } from "./facts"
import { mailHolders } from "./mail-holders"
import { occasionOf } from "./reminder-occasion"
import { whyNoReminder } from "./why-skipped"

/** No rule looks further ahead, days off before it included. */
const farthestDays = 75
/** Of sessions that have begun so long ago at most, the journal still says what was not sent. */
const standstillDays = 7
const daysFrom = (now: Date, days: number) => new Date(now.getTime() + days * 86_400_000)

type DueSession = { id: string; movedAt: Date | null; reminder: Reminder; asked: Date | null }
type Due = { seatId: string; kind: ReminderKind; usefulUntil: Date }

/**
 * Queues what is due of reminders and questions, from nothing but the rules, the dates and the clock: a session that
 * moves or a seat that goes changes what is due without anybody telling this. For seats that were confirmed before the
 * moment, each once; whoever would read it too late finds a line in the journal that says so instead of a mail. A
 * session whose change is about to take effect waits for it, and so does whoever asks for another date or for a
 * substitute.
 * @returns how many were due
 */
export async function queueReminders(options: { now?: Date } = {}): Promise<number> {
  const now = options.now ?? (await databaseNow())
  const sessions = (await listSessions(now)).flatMap(({ plan, ...session }) =>
    plan.reminders.filter(({ at }) => at <= now).map((reminder) => ({ ...session, reminder, asked: plan.askedAt })),
  )
  return oneByOne(await listDue(sessions), "reminder.not_queued", (due) =>
    transaction((tx, at) => queueReminder(tx, due, at), options),
  )
}

async function databaseNow(): Promise<Date> {
  const [{ now }] = await db.$queryRaw<[{ now: Date }]>`SELECT clock_timestamp()::timestamptz(3) AS now`
  return now
}

async function listSessions(now: Date) {
  const { region } = await getSettings()
  const sessions = await db.groupSession.findMany({
    where: {
      ...{ status: { in: ["published", "guaranteed", "finished"] }, pausedUntil: null },
      startsAt: { gt: daysFrom(now, -standstillDays), lt: daysFrom(now, farthestDays) },
    },
    select: {
      ...{ id: true, localStart: true, timeZone: true, movedAt: true },
      format: { select: { reminders: true } },
    },
  })
  return sessions.map(({ id, movedAt, format, ...promised }) => ({
    ...{ id, movedAt },
    plan: planReminders(rulesOf(format.reminders), promised, region),
  }))
}

/** Seats in these sessions that have not been told yet, in one statement. */
async function listDue(sessions: DueSession[]): Promise<Due[]> {
  if (sessions.length === 0) return []
  const due = sessions.map(({ id, movedAt, reminder, asked }) => ({
    ...{ id, kind: reminder.kind, useful_until: reminder.usefulUntil },
    // What the question did not reach, it does not reach a second time.
    before: reminder.kind === "question_again" ? asked : reminder.at,
    ...{ at: reminder.at, moved_at: movedAt, occasion: occasionOf("", movedAt) },
  }))
  return db.$queryRaw<Due[]>`
    SELECT s.id AS "seatId", d.kind, d.useful_until AS "usefulUntil"
      FROM jsonb_to_recordset(${JSON.stringify(due)}::jsonb) AS d (id uuid, kind text, useful_until timestamptz(3),
           before timestamptz(3), at timestamptz(3), moved_at timestamptz(3), occasion text)
      JOIN seats s ON s.group_session_id = d.id AND s.state = 'confirmed' AND s.confirmed_at <= d.before
     WHERE (d.moved_at IS NULL OR d.moved_at <= d.at)
       AND NOT EXISTS (SELECT FROM mails m WHERE m.occasion = s.id || d.occasion AND m.kind = d.kind)
       AND NOT EXISTS (SELECT FROM seats r WHERE r.replaces_seat_id = s.id AND r.state = 'requested')
       AND NOT EXISTS (SELECT FROM substitutions x WHERE x.seat_id = s.id AND x.state = 'requested')
       AND (d.kind NOT LIKE 'question%' OR NOT EXISTS (
              SELECT FROM seat_answers a WHERE a.seat_id = s.id AND (d.moved_at IS NULL OR a.answered_at >= d.moved_at)))
     ORDER BY d.at, s.id`
}

async function queueReminder(tx: Tx, { seatId, kind, usefulUntil }: Due, now: Date): Promise<void> {
  const { seat, booking, session } = await readSeat(tx, { seatId })
  const occasion = occasionOf(seatId, session.movedAt)
  if (await whyNoReminder(tx, { kind, seatId, occasion })) return
  const about = {
    ...{ kind, occasion, booking, session, participantId: seat.participantId, usefulUntil },
    skip: usefulUntil <= now ? ("late" as const) : undefined,
  }
  const own = { seatId, freeUntil: freeUntilOf(booking, session, now), asked: await wasAsked(tx, occasion) }
  await mailHolders(tx, about, own)
}

/** Whether the first question was sent, or is on its way. */
const wasAsked = async (tx: Tx, occasion: string): Promise<boolean> =>
  (await tx.mail.count({ where: { occasion, kind: "question", state: { notIn: ["skipped", "suppressed"] } } })) > 0
