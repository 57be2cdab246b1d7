import type { Locale } from "next-intl"
import type { Admission } from "@/lib/people/rules-admission"
import { listFormats, listPublicSessions, type PublicSession } from "@/lib/sessions/queries"

/** What there is to wait for; `session` is the one somebody came from, if they came from one. */
export type Waiting = {
  format: { id: string; slug: string; name: string } & Admission
  session?: PublicSession
  /** What is full, by date. */
  taken: PublicSession[]
  /** Where the form stands. */
  page: string
}

type Asked = { format: string; session?: PublicSession; locale: Locale }

/** What somebody can wait for in a format: what is full by now, and whatever comes. */
export async function findWaiting({ format: slug, session, locale }: Asked): Promise<Waiting | null> {
  const [formats, upcoming] = await Promise.all([
    listFormats(locale, "group"),
    listPublicSessions(locale, { format: slug }),
  ])
  const format = formats.find((each) => each.slug === slug)
  if (!format) return null
  return {
    format: { id: format.id, slug, round: format.round, roles: format.roles, name: format.texts.name },
    session,
    taken: upcoming.filter(({ seatsFree }) => seatsFree === 0),
    page: session ? `/sessions/${session.slug}/wait` : `/formats/${slug}/wait`,
  }
}
