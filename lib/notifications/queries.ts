import { readCursor, writeCursor } from "@/lib/cursor"
import { db } from "@/lib/db"
import { env } from "@/lib/env"
import { NotFoundError } from "@/lib/errors"
import { isUuid } from "@/lib/input"
import type { Locale, Mail, MailState, Prisma, SkipReason } from "@/prisma/generated/client"
import { renderMail, subjectOf } from "./render-mail"

/** A line of the journal: what was sent to whom, when, and what became of it. */
export type JournalEntry = {
  id: string
  kind: string
  subject: string
  recipient: string
  locale: Locale
  state: MailState
  /** More than one when it was tried again, or sent once more after a crash. */
  attempts: number
  lastError: string | null
  /** Of one that was of no use any more when its turn came. */
  skipReason: SkipReason | null
  bookingId: string | null
  sessionId: string | null
  createdAt: Date
  sentAt: Date | null
}

type Scope = {
  sessionId?: string
  bookingId?: string
  recipient?: string
  state?: MailState
  /** Only of sessions this member hosts. */
  hostId?: string
}

const pageSize = 50

/** The journal, newest first. `cursor` is the `nextCursor` of the page before; one that is not is the first page. */
export async function listMails(
  scope: Scope & { cursor?: string; limit?: number } = {},
): Promise<{ mails: JournalEntry[]; nextCursor: string | null }> {
  const { cursor, limit = pageSize } = scope
  const rows = await db.mail.findMany({
    where: { AND: [await within(scope), before(cursor)] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  })
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    mails: rows.slice(0, limit).map(toEntry),
    nextCursor: last ? writeCursor(last.createdAt, last.id) : null,
  }
}

/**
 * One mail for the desk, links and codes masked; without what it says for whom `bodies` is false (a host).
 * @throws NotFoundError
 */
export async function getMail(
  id: string,
  viewer: { bodies: boolean; hostId?: string },
): Promise<JournalEntry & { body: { text: string; html: string; ics?: string } | null }> {
  const mail =
    isUuid(id) && (await db.mail.findFirst({ where: { AND: [{ id }, await within({ hostId: viewer.hostId })] } }))
  if (!mail) throw new NotFoundError("mail")
  if (!viewer.bodies) return { ...toEntry(mail), body: null }
  const { text, html, calendar } = await renderMail(mail, { mask: true })
  return { ...toEntry(mail), body: { text, html, ics: calendar?.content } }
}

export type DemoMail = {
  id: string
  to: string
  subject: string
  text: string
  html: string
  ics?: string
  createdAt: Date
}

/**
 * What has arrived in the demo's mailboxes, newest first, with links and codes in clear.
 * @throws NotFoundError outside of the demo
 */
export async function listDemoMails(options: { to?: string; id?: string; limit?: number } = {}): Promise<DemoMail[]> {
  const rows = await demoRows(options)
  return Promise.all(
    rows.map(async (mail) => {
      const { to, subject, text, html, calendar } = await renderMail(mail, { mask: false })
      return {
        id: mail.id,
        to,
        subject,
        text,
        html,
        ...(calendar && { ics: calendar.content }),
        createdAt: mail.createdAt,
      }
    }),
  )
}

/** As listDemoMails, without what they say. */
export async function listDemoSubjects(
  options: { to?: string } = {},
): Promise<{ id: string; to: string; locale: Locale; subject: string; createdAt: Date }[]> {
  const rows = await demoRows({ ...options, limit: 100 })
  return rows.map((mail) => ({
    id: mail.id,
    to: mail.recipient,
    locale: mail.locale,
    subject: subjectOf(mail),
    createdAt: mail.createdAt,
  }))
}

async function demoRows({ to, id, limit = 30 }: { to?: string; id?: string; limit?: number }): Promise<Mail[]> {
  if (!env().DEMO) throw new NotFoundError("demo mailbox")
  if (id !== undefined && !isUuid(id)) return []
  return db.mail.findMany({
    where: { id, recipient: to?.trim().toLowerCase(), state: { in: ["sent", "kept"] } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
  })
}

async function within({ sessionId, bookingId, recipient, state, hostId }: Scope): Promise<Prisma.MailWhereInput> {
  const own =
    hostId === undefined ? undefined : await db.groupSession.findMany({ where: { hostId }, select: { id: true } })
  const known = { sessionId, bookingId, recipient: recipient?.trim().toLowerCase(), state }
  return own ? { AND: [known, { sessionId: { in: own.map(({ id }) => id) } }] } : known
}

function before(cursor?: string): Prisma.MailWhereInput {
  const last = readCursor(cursor)
  return last ? { OR: [{ createdAt: { lt: last.at } }, { createdAt: last.at, id: { lt: last.id } }] } : {}
}

const toEntry = (mail: Mail): JournalEntry => {
  const { id, kind, recipient, locale, state, attempts, lastError, skipReason } = mail
  const { bookingId, sessionId, createdAt, sentAt } = mail
  return {
    subject: subjectOf(mail),
    ...{ id, kind, recipient, locale, state, attempts, lastError, skipReason },
    ...{ bookingId, sessionId, createdAt, sentAt },
  }
}
