import { useLocale, useTranslations } from "next-intl"
import { LinkButton } from "@/components/ui/button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { fullName } from "@/lib/people/rules"
import type { DoorView } from "@/lib/round/queries-door"
import { formatClock, formatDate } from "@/lib/time-zone"

/** On the page of a booking: when the room of a closed round opens, and the pledge before. The address is never here. */
export function RoundAccess({ booking, view, href }: { booking: HolderBooking; view: DoorView; href: string }) {
  const t = useTranslations("door.booking")
  const locale = useLocale()
  const { timeZone } = booking.session
  const name = fullName(booking.participant)
  if (view.door === "over") return null
  return (
    <section aria-labelledby="access" className="grid max-w-[34em] gap-3 border-l-2 border-accent pl-5">
      <h2 id="access" className="text-[1.375rem]">
        {t("title")}
      </h2>
      {view.opensAt && (
        <p>
          {view.door === "open"
            ? t("isOpen")
            : t("opens", {
                date: formatDate(view.opensAt, timeZone, locale),
                time: formatClock(view.opensAt, timeZone, locale),
              })}
        </p>
      )}
      {view.pledge === "not_for_you" ? (
        <>
          <p className="text-soft">{t("personal", { name })}</p>
          <p>
            <LinkButton href={`${href}/pledge`} variant="outline">
              {t("forward", { name })}
            </LinkButton>
          </p>
        </>
      ) : view.pledgedAt ? (
        view.opensAt && (
          <p>
            <LinkButton href={`${href}/room`} variant={view.door === "open" ? "primary" : "outline"}>
              {t("room")}
            </LinkButton>
          </p>
        )
      ) : (
        <>
          <p className="text-soft">{t("pledgeText")}</p>
          <p>
            <LinkButton href={`${href}/pledge`}>{t("pledge")}</LinkButton>
          </p>
        </>
      )}
    </section>
  )
}
