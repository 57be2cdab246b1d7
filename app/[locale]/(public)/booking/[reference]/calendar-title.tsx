import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField, TickField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { chooseCalendarTitleAction } from "./actions"

/** Whether the entry is called by its real name. A button that is pressed without a choice changes nothing: mail scanners do. */
export async function CalendarTitle({ booking }: { booking: HolderBooking }) {
  const t = await getTranslations("manage.calendar")
  return (
    <ActionForm id="calendar-title" action={chooseCalendarTitleAction} className="grid justify-items-start gap-2">
      <HiddenField name="booking" value={booking.reference} />
      <TickField name="calendarTitle" defaultChecked={booking.calendarTitle === "format"}>
        {t("rename", { title: booking.session.texts.shortName })}
      </TickField>
      <SubmitButton variant="quiet" size="small" pendingLabel={t("renaming")}>
        {t("saveTitle")}
      </SubmitButton>
    </ActionForm>
  )
}
