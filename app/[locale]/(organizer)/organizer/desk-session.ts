import type { Locale } from "next-intl"
import { getLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import { cache } from "react"
import { requireTeam } from "@/lib/auth"
import { sessionScope, type Viewer } from "@/lib/people/policy"
import { type DeskSession, findDeskSession } from "@/lib/sessions/queries"
import { formatDate } from "@/lib/time-zone"
import { getPathname } from "../../../i18n/navigation"

/** The session of a page of the desk and who looks at it; not found when it is none of theirs. */
export async function openDeskSession(
  id: string,
  options: { may?: (viewer: Viewer) => boolean; path?: string } = {},
): Promise<{ session: DeskSession; viewer: Viewer; locale: Locale }> {
  const locale = await getLocale()
  const viewer = await requireTeam({ may: options.may, path: `/organizer/sessions/${id}${options.path ?? ""}` })
  const session = (await sessionOf(id, locale, sessionScope(viewer).hostId)) ?? notFound()
  return { session, viewer, locale }
}

/** Read once for a page and its title. */
const sessionOf = cache((id: string, locale: Locale, hostId?: string) => findDeskSession(id, locale, { hostId }))

/** Still to come, and people can be in it. */
export const isOpen = (session: DeskSession, now: Date): boolean =>
  (session.status === "published" || session.status === "guaranteed") && session.startsAt > now

/** What a session is called where one is chosen: its date and its format. */
export const sessionName = ({ startsAt, timeZone, format }: DeskSession, locale: Locale): string =>
  `${formatDate(startsAt, timeZone, locale)}, ${format.name}`

/** An address of the desk in the reader's language. */
export const deskHref = (href: string, locale: Locale): string => getPathname({ href, locale })
