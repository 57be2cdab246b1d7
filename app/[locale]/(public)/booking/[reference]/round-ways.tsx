import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import type { Holder } from "@/lib/bookings/policy"
import { now } from "@/lib/clock"
import { findOwnCard } from "@/lib/round/queries-roster"
import { formatDate } from "@/lib/time-zone"
import { Ways } from "@/components/bookings/ways"

type Props = { holder: Holder; href: string; timeZone: string; locale: Locale }

/** The ways to one's own card and to the round, for the person on a confirmed seat of a closed one; nothing to anybody else. */
export async function RoundWays({ holder, href, timeZone, locale }: Props) {
  const card = await findOwnCard(holder)
  if (!card || card.closesAt <= now()) return null
  const t = await getTranslations("cards.ways")
  const { opensAt, contactFrom, closesAt } = card
  const state = opensAt > now() ? "before" : contactFrom <= now() ? "after" : "open"
  const date = formatDate(state === "before" ? opensAt : closesAt, timeZone, locale)
  const ways = [
    { way: "card", label: t("card"), text: t("cardText", { state: card.approved ? "approved" : "open" }) },
    { way: "round", label: t("round"), text: t("roundText", { state, date }) },
  ]
  return <Ways id="round" title={t("title")} href={href} ways={ways} />
}
