import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { ParticipantFields } from "@/components/bookings/participant-fields"
import { Choices } from "@/components/waitlist/choices"
import { WishTable } from "@/components/waitlist/wish-table"
import { ActionForm, HiddenField, TickField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatDate, formatTimeRange } from "@/lib/time-zone"
import { settings } from "../../../../../settings"
import { Agreement, BookerFields } from "../book/booking-step"
import { joinWaitlistAction } from "./actions"
import type { Waiting } from "./find-waiting"
import { dateField } from "./wait-input"
import { WaitPanel } from "./wait-panel"

/** The first step: what for, who, and agreed to what. */
export async function WaitStep({ waiting, locale }: { waiting: Waiting; locale: Locale }) {
  const t = await getTranslations("waitlist.join")
  const { legal } = await settings()
  const { format, session, taken, page } = waiting
  const closed = format.round === "closed"
  return (
    <div className="grid gap-x-19 gap-y-8 pt-6 sm:pt-9 lg:grid-cols-[1fr_23.25rem]">
      <PageHeader
        size="small"
        title={t(session ? "title" : "titleWish")}
        lead={t(taken.length === 0 ? "leadWish" : closed ? "leadClosed" : "lead")}
      />
      <div className="lg:row-span-2">
        <WaitPanel waiting={waiting} locale={locale} />
      </div>
      <ActionForm id="wait" action={joinWaitlistAction} className="group grid max-w-150 gap-5">
        <HiddenField name="requestId" value={crypto.randomUUID()} />
        <HiddenField name="formatId" value={format.id} />
        <HiddenField name="locale" value={locale} />
        <HiddenField name="legalVersion" value={legal.version} />
        <HiddenField name="page" value={page} />
        <HiddenField name="round" value={format.round} />
        <Choices>
          {taken.length > 0 && (
            <fieldset>
              <legend className="font-serif text-lg font-medium">{t("dates")}</legend>
              <p className="mb-2 text-sm text-soft">{t(closed ? "datesHintClosed" : "datesHint")}</p>
              {taken.map((each) => (
                <div key={each.id} className="border-t border-line">
                  <TickField name={dateField(each.id)} defaultChecked={each.id === session?.id}>
                    <DateLine session={each} locale={locale} />
                  </TickField>
                </div>
              ))}
            </fieldset>
          )}
          <fieldset>
            <legend className="font-serif text-lg font-medium">{t(taken.length > 0 ? "wishes" : "wishesOnly")}</legend>
            <p className="mb-3 text-sm text-soft">{t("wishesHint")}</p>
            <WishTable caption={t(taken.length > 0 ? "wishes" : "wishesOnly")} />
          </fieldset>
        </Choices>
        <h2 className="mt-4 font-serif text-lg font-medium">{t("who")}</h2>
        <BookerFields />
        <ParticipantFields admission={format} />
        <Agreement locale={locale} round={format.round} />
        <div className="sm:max-w-80">
          <SubmitButton wide pendingLabel={t("pending")}>
            {t("submit")}
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}

async function DateLine({ session, locale }: { session: PublicSession; locale: Locale }) {
  const t = await getTranslations("sessions.language")
  const { startsAt, endsAt, timeZone, language } = session
  return (
    <>
      <b className="text-ink">{formatDate(startsAt, timeZone, locale)}</b>,{" "}
      {formatTimeRange(startsAt, endsAt, timeZone, locale)}
      {language !== locale && <span className="text-soft">, {t(language)}</span>}
    </>
  )
}
