import { useLocale, useTranslations } from "next-intl"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { sellerGaps } from "@/lib/invoices/content"
import type { WaitingBooking } from "@/lib/invoices/queries-waiting"
import { dueFrom } from "@/lib/invoices/rules-due"
import { formatSignedMoney } from "@/lib/money"
import type { SettingsData } from "@/lib/sessions/schema"
import { formatDateTime } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { issueNowAction, recordVatCheckAction } from "./actions"

type Shared = { house: SettingsData; now: Date }

/** More are issued by themselves before anybody has read them. */
const most = 20

/** What stands on no document yet: until when it waits, or what it waits for. */
export function WaitingSection({ waiting, ...shared }: Shared & { waiting: WaitingBooking[] }) {
  const t = useTranslations("money.invoices.waiting")
  return (
    <section aria-labelledby="waiting">
      <h2 id="waiting" className="mb-2">
        {t("title")}
      </h2>
      <p className="mb-4 max-w-[38em] text-soft">{t("lead")}</p>
      <ul>
        {waiting.slice(0, most).map((booking) => (
          <WaitingRow key={booking.bookingId} booking={booking} {...shared} />
        ))}
      </ul>
      {waiting.length > most && (
        <p className="border-t border-line pt-3 text-soft">{t("more", { count: waiting.length - most })}</p>
      )}
    </section>
  )
}

function WaitingRow({ booking, house, now }: Shared & { booking: WaitingBooking }) {
  const [t, desk, locale] = [useTranslations("money.invoices.waiting"), useTranslations("desk"), useLocale()]
  const { bookingId, reference, company, participantId, grossCents, currency, undecided, vatId } = booking
  const stopped = hindrance(booking, house)
  const from = dueFrom(booking)
  const about = `: ${company}, ${reference}`
  return (
    <li className="grid gap-x-8 gap-y-1.5 border-t border-line py-3.5 sm:grid-cols-[1fr_auto_auto] sm:items-center">
      <div>
        <p>
          {participantId ? <a href={deskHref(`/organizer/people/${participantId}`, locale)}>{company}</a> : company}
          <span className="text-soft">
            {" "}
            · <span className="whitespace-nowrap">{reference}</span>
          </span>
        </p>
        <p className={`text-[0.9375rem] ${stopped ? "text-mark" : "text-soft"}`}>
          {stopped
            ? t(`stopped.${stopped}`)
            : from && from > now
              ? t("from", { at: formatDateTime(from, house.timeZone, locale) })
              : t("soon")}
        </p>
      </div>
      <p className="whitespace-nowrap">{grossCents !== 0 && formatSignedMoney(grossCents, currency, locale)}</p>
      {vatId && (undecided === "vat_id_pending" || undecided === "vat_id_invalid") ? (
        <VatIdCheck {...{ bookingId, vatId }} />
      ) : (
        !stopped && (
          <ActionForm
            id={`issue-${bookingId}`}
            action={issueNowAction}
            className="flex flex-wrap items-center gap-x-5 gap-y-1"
          >
            <input type="hidden" name="bookingId" value={bookingId} />
            <SubmitButton variant="outline" size="small" pendingLabel={desk("pending")}>
              {t("issue")}
              <span className="sr-only">{about}</span>
            </SubmitButton>
            <SubmitButton variant="quiet" size="small" name="profile" value="xrechnung" pendingLabel={desk("pending")}>
              {t("xrechnung")}
              <span className="sr-only">{about}</span>
            </SubmitButton>
          </ActionForm>
        )
      )}
    </li>
  )
}

/** What the register has said to whoever asked it by hand. */
function VatIdCheck({ bookingId, vatId }: { bookingId: string; vatId: string }) {
  const [t, desk] = [useTranslations("money.invoices.waiting"), useTranslations("desk")]
  return (
    <ActionForm id={`vat-${bookingId}`} action={recordVatCheckAction} className="grid gap-2">
      <input type="hidden" name="bookingId" value={bookingId} />
      <input type="hidden" name="vatId" value={vatId} />
      <p className="text-[0.9375rem]">{t("vatId", { vatId })}</p>
      <div className="flex flex-wrap gap-2">
        {(["valid", "invalid"] as const).map((answer) => (
          <SubmitButton
            key={answer}
            name="answer"
            value={answer}
            variant="outline"
            size="small"
            pendingLabel={desk("pending")}
          >
            {t(answer)}
          </SubmitButton>
        ))}
      </div>
    </ActionForm>
  )
}

/** What `issueInvoice` would say. */
const hindrance = ({ billed, undecided }: WaitingBooking, house: SettingsData) =>
  undecided ?? (!billed ? "billing_missing" : sellerGaps(house).length > 0 ? "seller_incomplete" : null)
