import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { z } from "zod"
import type { PaletteGroup, PaletteItem } from "@/components/ui/palette-rules"
import { type Found, searchDesk } from "@/lib/bookings/queries-search"
import { lineInAddress } from "@/lib/input"
import { sessionScope, type Viewer } from "@/lib/people/policy"
import { formatDate, formatTimeRange } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"
import { showQuery } from "../../../../../show-query"
import { placesOf } from "../desk-places"

const choice = z.object({ q: lineInAddress(120) })

/** What is searched for, from an address; anything that is no line of text is nothing. */
export const readQuery = (search: Record<string, unknown>): string => choice.parse(search).q ?? ""

/** The rooms of the desk and what can be done from everywhere, as the viewer may. */
export async function placeGroups(viewer: Viewer, locale: Locale): Promise<PaletteGroup[]> {
  const t = await getTranslations({ locale, namespace: "search" })
  return (["rooms", "actions"] as const).map((id) => ({
    ...{ id, label: t(`groups.${id}`) },
    items: placesOf(viewer, id).map(({ name, may: _, ...place }) => ({
      ...{ ...place, ...("href" in place && { href: deskHref(place.href, locale) }) },
      ...{ id: name, label: t(`places.${name}.label`), words: t(`places.${name}.words`) },
    })),
  }))
}

/** What else there is for a query within the viewer's scope: the same for the page and the palette. */
export async function findGroups(
  query: string,
  { viewer, locale, limit }: { viewer: Viewer; locale: Locale; limit: number },
): Promise<PaletteGroup[]> {
  const t = await getTranslations({ locale, namespace: "search" })
  const { booking, sessions, people, morePeople } = await searchDesk(
    query,
    { ...sessionScope(viewer), limit: query ? limit : 3 },
    locale,
  )
  const group = (id: "booking" | "next" | "sessions" | "people", items: PaletteItem[]) => ({
    ...{ id, label: t(`groups.${id}`), items },
  })
  const stateOf = ({ status }: FoundSession) =>
    status === "draft" || status === "cancelled" || status === "finished" ? t(`states.${status}`) : undefined
  const all = deskHref("/organizer/people", locale) + showQuery({ q: query })
  return [
    group("booking", booking ? [bookingItem(booking, locale)] : []),
    group(
      query ? "sessions" : "next",
      sessions.map((session) => sessionItem(session, locale, stateOf(session))),
    ),
    {
      ...group(
        "people",
        people.map((person) => personItem(person, locale)),
      ),
      ...(morePeople && { more: { href: all, label: t("morePeople") } }),
    },
  ].filter(({ items }) => items.length > 0)
}

type FoundSession = Found["sessions"][number]

const sessionItem = (session: FoundSession, locale: Locale, state?: string): PaletteItem => ({
  id: session.id,
  label: formatDate(session.startsAt, session.timeZone, locale),
  detail: [formatTimeRange(session.startsAt, session.endsAt, session.timeZone, locale), ...[session.formatName, state]]
    .filter(Boolean)
    .join(" · "),
  href: deskHref(`/organizer/sessions/${session.id}`, locale),
})

const personItem = ({ id, name, company, email }: Found["people"][number], locale: Locale): PaletteItem => ({
  ...{ id, label: name, detail: company ?? email, href: deskHref(`/organizer/people/${id}`, locale) },
})

const bookingItem = (
  { seatId, reference, name, startsAt, timeZone }: NonNullable<Found["booking"]>,
  locale: Locale,
) => ({
  ...{ id: seatId, label: reference, detail: `${name} · ${formatDate(startsAt, timeZone, locale)}` },
  href: deskHref(`/organizer/requests/${seatId}`, locale),
})
