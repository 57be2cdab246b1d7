import { useLocale } from "next-intl"
import { PlaceText } from "@/components/sessions/facts"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatDateRange } from "@/lib/time-zone"

/** A date with what and where it is, as one value among facts. */
export function Dated({ session }: { session: PublicSession }) {
  const locale = useLocale()
  const { startsAt, endsAt, timeZone, texts } = session
  return (
    <>
      {formatDateRange(startsAt, endsAt, timeZone, locale)}
      <br />
      <span className="text-soft">
        {texts.shortName}, <PlaceText session={session} />
      </span>
    </>
  )
}
