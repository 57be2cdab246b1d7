import type { Locale } from "next-intl"
import { getLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import { requireTeam } from "@/lib/auth"
import { sessionScope, type Viewer } from "@/lib/people/policy"
import { type DeskSession, findDeskSession } from "@/lib/sessions/queries"
import { getPathname } from "../../../i18n/navigation"

/** The session of a page of the desk and who looks at it; not found when it is none of theirs. */
export async function openDeskSession(
  id: string,
  options: { may?: (viewer: Viewer) => boolean; path?: string } = {},
): Promise<{ session: DeskSession; viewer: Viewer; locale: Locale }> {
  const locale = await getLocale()
  const viewer = await requireTeam({ may: options.may, path: `/organizer/sessions/${id}${options.path ?? ""}` })
  const session = (await findDeskSession(id, locale, sessionScope(viewer))) ?? notFound()
  return { session, viewer, locale }
}

/** Still to come, and people can be in it. */
export const isOpen = (session: DeskSession, now: Date): boolean =>
  (session.status === "published" || session.status === "guaranteed") && session.startsAt > now

/** An address of the desk in the reader's language. */
export const deskHref = (href: string, locale: Locale): string => getPathname({ href, locale })
