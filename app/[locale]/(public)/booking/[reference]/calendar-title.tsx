import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { chooseCalendarTitleAction } from "./actions"

/** One button that calls the entry by the other of its two names. */
export async function CalendarTitle({ booking }: { booking: HolderBooking }) {
  const t = await getTranslations("manage.calendar")
  const other = booking.calendarTitle === "discreet" ? "format" : "discreet"
  return (
    <ActionForm id="calendar-title" action={chooseCalendarTitleAction} className="grid justify-items-start gap-2">
      <HiddenField name="booking" value={booking.reference} />
      <input type="hidden" name="calendarTitle" value={other} />
      <SubmitButton variant="quiet" size="small" pendingLabel={t("renaming")}>
        {t("rename", { title: other === "format" ? booking.session.texts.shortName : t("eventTitle") })}
      </SubmitButton>
    </ActionForm>
  )
}
