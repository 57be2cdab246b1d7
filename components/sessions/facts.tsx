import { useLocale, useTranslations } from "next-intl"
import { formatMoney, grossCents, type Price } from "@/lib/money"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatDayShort } from "@/lib/time-zone"

type Place = PublicSession["format"]["place"]

/** "90 Minuten"; from three hours on in hours. */
export function LengthText({ minutes }: { minutes: number }) {
  const t = useTranslations("sessions")
  const hours = minutes >= 180 && minutes % 60 === 0 ? minutes / 60 : 0
  return t("length", { minutes, hours })
}

/** "online", or where it is. */
export function PlaceText({ session }: { session: { format: { place: Place }; placeText: string | null } }) {
  const t = useTranslations("sessions.place")
  if (session.format.place === "online") return t("online")
  return session.placeText ?? t("onSite")
}

/** "290,00 € (345,10 € brutto)": the notice at the head of every page says that prices are net. */
export function PriceText({ price }: { price: Price | null }) {
  return sayPrice(useTranslations("sessions.price"), price, useLocale())
}

/** The same where a sentence needs it. */
export const sayPrice = (
  t: ReturnType<typeof useTranslations<"sessions.price">>,
  price: Price | null,
  locale: string,
): string => (price ? t("short", amounts(price, locale)) : t("free"))

/** Net, rate and total, as it has to stand where somebody commits to pay. */
export function FullPriceText({ price }: { price: Price | null }) {
  return sayFull(useTranslations("sessions.price"), price, useLocale())
}

/** The same where a sentence needs it. */
export function sayFull(
  t: ReturnType<typeof useTranslations<"sessions.price">>,
  price: Price | null,
  locale: string,
): string {
  if (!price) return t("free")
  const rate = (price.vatRateBasisPoints / 100).toLocaleString(locale)
  return t("full", { ...amounts(price, locale), rate })
}

function amounts({ netCents, vatRateBasisPoints, currency }: Price, locale: string) {
  return {
    net: formatMoney(netCents, currency, locale),
    gross: formatMoney(grossCents(netCents, vatRateBasisPoints), currency, locale),
  }
}

/** "2 von 8 Plätzen frei": the sentence of the ring. */
export function SeatsText({ session }: { session: Pick<PublicSession, "seatsFree" | "capacity"> }) {
  const t = useTranslations("sessions")
  return t("seatsFree", { free: session.seatsFree, capacity: session.capacity })
}

type Viable = Pick<PublicSession, "status" | "minimum" | "decideBy" | "timeZone">

/** "Findet statt", "Findet ab 4 Zusagen statt, Entscheidung bis Do., 07.01.", "Abgesagt", "Vergangen" */
export function StateText({ session: { status, minimum, decideBy, timeZone } }: { session: Viable }) {
  const [t, locale] = [useTranslations("sessions.state"), useLocale()]
  if (status !== "published") return t(status)
  return decideBy
    ? t("decided", { minimum, date: formatDayShort(decideBy, timeZone, locale) })
    : t("minimum", { minimum })
}

/** The same as a sentence; a German date ends with the full stop already. */
export function StateSentence({ session }: { session: Viable }) {
  const text = StateText({ session })
  return text.endsWith(".") ? text : `${text}.`
}
