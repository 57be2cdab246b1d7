import { now as presentTime } from "@/lib/clock"
import { db, transaction, type Tx } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { getSettings } from "@/lib/sessions/settings"
import { instantOf, localDayOf } from "@/lib/time-zone"
import { appointmentOf } from "./facts"
import { queueMail } from "./queue-mail"

const clock = "09:00"
/** The dates a mail names one by one; of more it says how many. */
const most = 12

/**
 * Tells subscribers of the dates that were published since they were told last, from 09:00 on where the house stands:
 * one mail a day and mailbox, however many dates and subscriptions. A mailbox is one transaction, and what it was told is
 * noted in the same: a call that comes again, or two at once, tell nothing twice; one that comes days late tells all
 * that still lies ahead. With nothing to tell there is none. What is only for those who wished for it is news when it is
 * everybody's.
 */
export async function queueNewDates(options: { now?: Date } = {}): Promise<void> {
  const { timeZone } = await getSettings()
  const now = options.now ?? presentTime()
  const day = localDayOf(now, timeZone)
  const until = instantOf(`${day}T${clock}`, timeZone)
  if (now < until) return
  const due = await db.subscription.findMany({
    where: { confirmedAt: { not: null }, toldUntil: { lt: until } },
    select: { id: true },
    distinct: ["email"],
    orderBy: { email: "asc" },
  })
  await oneByOne(due, "new_dates.not_told", ({ id }) => transaction((tx) => tell(tx, id, { day, until, now }), options))
}

type Round = { day: string; until: Date; now: Date }

async function tell(tx: Tx, id: string, { day, until, now }: Round): Promise<void> {
  const email = (await tx.subscription.findUnique({ where: { id } }))?.email
  if (!email) return
  // Whoever comes second finds them told.
  await tx.$queryRaw`SELECT id FROM subscriptions WHERE email = ${email} ORDER BY id FOR NO KEY UPDATE`
  const own = await tx.subscription.findMany({
    where: { email, confirmedAt: { not: null }, toldUntil: { lt: until } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  })
  const [first] = own
  if (!first) return
  const news = await listNews(tx, email, { until, now })
  // What is about to be moved or called off is told in the next minute after that.
  if (news.some(({ paused }) => paused)) return
  const sessions = await tx.groupSession.findMany({
    where: { id: { in: news.map(({ id }) => id) } },
    include: { format: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  })
  await tx.subscription.updateMany({ where: { id: { in: own.map(({ id }) => id) } }, data: { toldUntil: until } })
  if (sessions.length === 0) return
  const { locale } = first
  const dates = sessions.slice(0, most).map((session) => ({
    ...{ slug: session.slug, language: session.language, appointment: appointmentOf(session, locale) },
  }))
  await queueMail(tx, {
    ...{ kind: "new_dates", occasion: `new-dates:${day}`, recipient: email, locale },
    params: { subscriptionId: first.id, dates, more: sessions.length - dates.length },
  })
}

/** By the log and not by the session, which says since when those who wished for it have had it to themselves. */
const listNews = (tx: Tx, email: string, { until, now }: Pick<Round, "until" | "now">) =>
  tx.$queryRaw<{ id: string; paused: boolean }[]>`
    SELECT DISTINCT g.id, g.paused_until IS NOT NULL AS paused FROM subscriptions s
      JOIN group_sessions g ON (s.format_id IS NULL OR g.format_id = s.format_id) AND (s.language IS NULL OR g.language = s.language)
     WHERE s.email = ${email} AND s.told_until < ${until}
       AND g.status IN ('published', 'guaranteed') AND g.starts_at > ${now}
       AND EXISTS (SELECT FROM activities a WHERE a.group_session_id = g.id AND a.kind = 'session.published'
                      AND a.at > s.told_until AND a.at <= ${until})`
