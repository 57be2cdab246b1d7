import type { Locale } from "next-intl"
import { env } from "@/lib/env"
import { grossCents } from "@/lib/money"
import type { PublicSession } from "@/lib/sessions/queries"
import { settings } from "../../../../settings"
import { absoluteUrl } from "../../../../site-metadata"

/** The session for search engines, as schema.org `Event`. */
export async function SessionJsonLd({ session, locale }: { session: PublicSession; locale: Locale }) {
  const { company, organizer, languages } = await settings()
  const url = absoluteUrl(`/sessions/${session.slug}`, locale, languages)
  const event = {
    "@context": "https://schema.org",
    "@type": "Event",
    name: session.texts.name,
    description: session.texts.lead,
    url,
    image: `${env().PUBLIC_URL}/og-${locale}.png`,
    startDate: session.startsAt.toISOString(),
    endDate: session.endsAt.toISOString(),
    inLanguage: session.language,
    eventStatus: `https://schema.org/${session.status === "cancelled" ? "EventCancelled" : "EventScheduled"}`,
    eventAttendanceMode: `https://schema.org/${session.format.place === "online" ? "Online" : "Offline"}EventAttendanceMode`,
    location:
      session.format.place === "online"
        ? { "@type": "VirtualLocation", url }
        : { "@type": "Place", name: session.placeText, address: session.placeText },
    maximumAttendeeCapacity: session.capacity,
    remainingAttendeeCapacity: session.seatsFree,
    organizer: { "@type": "Organization", name: company.name, url: absoluteUrl("/", locale, languages) },
    performer: { "@type": "Person", name: organizer.name },
    offers: {
      "@type": "Offer",
      url,
      price: session.price
        ? (grossCents(session.price.netCents, session.price.vatRateBasisPoints) / 100).toFixed(2)
        : "0",
      priceCurrency: session.price?.currency ?? "EUR",
      availability: `https://schema.org/${session.bookable ? "InStock" : "SoldOut"}`,
    },
  }
  // A "<" in somebody's text must not end the element.
  const json = JSON.stringify(event).replaceAll("<", "\\u003c")
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
