import { now as presentTime } from "@/lib/clock"
import { db, transaction, type Tx } from "@/lib/db"
import { oneByOne } from "@/lib/one-by-one"
import { getSettings } from "@/lib/sessions/settings"
import { instantOf, localDayOf } from "@/lib/time-zone"
import type { Subscription } from "@/prisma/generated/client"
import { appointmentOf } from "./facts"
import { queueMail } from "./queue-mail"

const clock = "09:00"
/** The dates a mail names one by one; of more it says how many. */
const most = 12

/**
 * Tells subscribers of the dates that were published since they were told last, from 09:00 on where the house stands:
 * one mail a day and mailbox, however many dates and subscriptions. A mailbox is one transaction, and what it was told is
 * noted in the same: a call that comes again, or two at once, tell nothing twice; one that comes days late tells all
 * that still lies ahead. With nothing to tell there is none.
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
  const sessions = await tx.groupSession.findMany({
    where: { OR: own.map((each) => wanted(each, until)), startsAt: { gt: now }, pausedUntil: null },
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

const wanted = ({ formatId, language, toldUntil }: Subscription, until: Date) => ({
  ...(formatId && { formatId }),
  ...(language && { language }),
  status: { in: ["published" as const, "guaranteed" as const] },
  publishedAt: { gt: toldUntil ?? until, lte: until },
})
