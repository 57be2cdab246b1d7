import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import type { Holder } from "@/lib/bookings/policy"
import { now } from "@/lib/clock"
import { findOwnCard } from "@/lib/round/queries-roster"
import { formatDate } from "@/lib/time-zone"

type Props = { holder: Holder; href: string; timeZone: string; locale: Locale }

/** The ways to one's own card and to the round, for the person on a confirmed seat of a closed one; nothing to anybody else. */
export async function RoundWays({ holder, href, timeZone, locale }: Props) {
  const card = await findOwnCard(holder)
  if (!card || card.closesAt <= now()) return null
  const t = await getTranslations("cards.ways")
  const { opensAt, contactFrom, closesAt } = card
  const state = opensAt > now() ? "before" : contactFrom <= now() ? "after" : "open"
  const date = formatDate(state === "before" ? opensAt : new Date(closesAt.getTime() - 1), timeZone, locale)
  const ways = [
    { way: "card", label: t("card"), text: t("cardText", { state: card.approved ? "approved" : "open" }) },
    { way: "round", label: t("round"), text: t("roundText", { state, date }) },
  ]
  return (
    <section aria-labelledby="round">
      <h2 id="round" className="mb-3.5 text-[1.375rem]">
        {t("title")}
      </h2>
      <ul className="max-w-[46rem]">
        {ways.map(({ way, label, text }) => (
          <li key={way} className="grid gap-x-6 border-t border-line py-1.5 sm:grid-cols-[17rem_1fr] sm:items-center">
            <a href={`${href}/${way}`} className="inline-flex min-h-11 items-center justify-self-start">
              {label}
            </a>
            <span className="pb-2 text-soft sm:pb-0">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
