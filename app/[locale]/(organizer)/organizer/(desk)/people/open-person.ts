import type { Locale } from "next-intl"
import { getLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import { requireTeam } from "@/lib/auth"
import { sessionScope, type Viewer } from "@/lib/people/policy"
import { findPerson, type Person } from "@/lib/people/queries-people"
import { redirect } from "../../../../../i18n/navigation"

/**
 * The person of a page of the desk and who looks at it; not found when it is nobody of theirs. An address from before a
 * merge leads on to who they are now.
 */
export async function openPerson(
  id: string,
  options: { may?: (viewer: Viewer) => boolean; path?: string } = {},
): Promise<{ person: Person; viewer: Viewer; locale: Locale }> {
  const locale = await getLocale()
  const { may, path = "" } = options
  const viewer = await requireTeam({ may, path: `/organizer/people/${id}${path}` })
  const person = (await findPerson(id, sessionScope(viewer))) ?? notFound()
  if (person.id !== id.toLowerCase()) redirect({ href: `/organizer/people/${person.id}${path}`, locale })
  return { person, viewer, locale }
}
