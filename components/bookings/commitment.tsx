import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { FullPriceText } from "@/components/sessions/facts"
import { TermsText } from "@/components/sessions/terms-text"
import type { PublicSession } from "@/lib/sessions/queries"

/**
 * Total price and terms, directly above the button that commits to them (§ 312j BGB, also among businesses).
 * @param total where it may be another one than that of the session
 */
export function Commitment({ session, total, now }: { session: PublicSession; total?: ReactNode; now: Date }) {
  const t = useTranslations("booking.summary")
  return (
    <div className="border-t border-line pt-4 text-sm">
      <p className="font-[560]">
        {t("total")}: {total ?? <FullPriceText price={session.price} />}
      </p>
      <p className="mt-1 text-soft">
        <TermsText {...session} now={now} />
        {session.price && session.format.admission === "reviewed" && ` ${t("contract")}`}
      </p>
    </div>
  )
}

/** Which words the button of a booking carries: they say whether it costs, and whether it is a request. */
export function submitLabel({ price, format }: PublicSession) {
  if (format.admission === "reviewed") return price ? "reviewedPaid" : "reviewedFree"
  return price ? "instantPaid" : "instantFree"
}
