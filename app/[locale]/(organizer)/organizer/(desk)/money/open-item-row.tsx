import { randomUUID } from "node:crypto"
import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import { ActionForm, TextField, TickField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { OpenItem } from "@/lib/invoices/queries-open-items"
import type { ItemChoice } from "@/lib/invoices/rules-dunning"
import { formatMoney } from "@/lib/money"
import { formatDate, formatPlainDay } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"
import { AboutBooking } from "./about-booking"
import { recordTransferAction, remindPaymentAction, withdrawTransferAction } from "./actions"
import { moneyPath, vatPath } from "./money-places"

type Props = { item: OpenItem; today: string; show: ItemChoice }

/** Who owes what, since when, and what can be done about it. */
export function OpenItemRow({ item, today, show }: Props) {
  const [t, locale] = [useTranslations("dunning.items"), useLocale()]
  const { company, formatName, openCents, owedCents, currency, undecided } = item
  const money = (cents: number) => formatMoney(cents, currency, locale)
  function sayOpen() {
    if (openCents > 0) return money(openCents)
    if (undecided) return t("unknown")
    return openCents < 0 ? t("tooMuch", { amount: money(-openCents) }) : t(owedCents > 0 ? "paid" : "nothing")
  }
  return (
    <li className="grid gap-x-8 gap-y-2 border-t border-line py-4.5 sm:grid-cols-[1fr_13rem_9rem] sm:gap-y-1">
      <div>
        <h2 className="font-serif text-xl leading-[1.3] font-[500]">{company}</h2>
        <AboutBooking booking={item}>{formatName}</AboutBooking>
      </div>
      <DueText item={item} />
      <div className="sm:text-right">
        <p className={`text-lg tabular-nums ${openCents > 0 ? "font-[560]" : "text-soft"}`}>{sayOpen()}</p>
        {openCents > 0 && openCents !== owedCents && (
          <p className="text-sm text-soft tabular-nums">{t("of", { amount: money(owedCents) })}</p>
        )}
        {openCents <= 0 && owedCents > 0 && !undecided && (
          <p className="text-sm text-soft tabular-nums">{money(owedCents)}</p>
        )}
      </div>
      {undecided && <UndecidedText why={undecided} />}
      <div className="flex flex-wrap items-start gap-x-8 gap-y-1 sm:col-span-3">
        <Transfer {...{ item, today, show }} />
        <Reminders {...{ item, show }} />
      </div>
      {item.transfers.length > 0 && (
        <ul className="sm:col-span-3">
          {item.transfers.map((transfer) => (
            <Recorded key={transfer.id} {...{ transfer, item, show }} />
          ))}
        </ul>
      )}
    </li>
  )
}

/** Why nothing can be reckoned up yet, and where that is decided; what comes in meanwhile is kept. */
function UndecidedText({ why }: { why: NonNullable<OpenItem["undecided"]> }) {
  const [t, reasons] = [useTranslations("dunning.items"), useTranslations("money.invoices.waiting.stopped")]
  const [path, locale] = [isOfHouse(why) ? vatPath : moneyPath("invoices"), useLocale()]
  return (
    <p className="text-[0.9375rem] sm:col-span-3">
      <span className="text-mark">{reasons(why)}</span> {t("undecided")}{" "}
      <a href={deskHref(path, locale)} className="inline-block py-2">
        {t(isOfHouse(why) ? "toSettings" : "toInvoices")}
      </a>
    </p>
  )
}

/** Said once for the house, and not for a booking. */
const isOfHouse = (why: NonNullable<OpenItem["undecided"]>) => why === "unconfirmed" || why === "seller_country"

/** The invoice, and whether it is due. */
function DueText({ item: { invoice, daysOverdue, openCents, owedCents, underWay, disputed } }: { item: OpenItem }) {
  const [t, locale] = [useTranslations("dunning.items"), useLocale()]
  return (
    <div className="grid content-start justify-items-start gap-1 text-[0.9375rem]">
      {(invoice ?? owedCents > 0) && (
        <p className="tabular-nums">{invoice?.number ?? <span className="text-soft">{t("noInvoice")}</span>}</p>
      )}
      {openCents > 0 && invoice?.dueOn && daysOverdue !== null && daysOverdue <= 0 && (
        <p className="text-soft">
          {daysOverdue === 0 ? t("dueToday") : t("due", { date: formatPlainDay(invoice.dueOn, locale) })}
        </p>
      )}
      {daysOverdue !== null && daysOverdue > 0 && <Badge tone="mark">{t("overdue", { days: daysOverdue })}</Badge>}
      {underWay && <Badge>{t("underWay")}</Badge>}
      {disputed && <Badge tone="mark">{t("disputed")}</Badge>}
    </div>
  )
}

/** Opens where it stands, with what is open filled in. */
function Transfer({ item: { bookingId, openCents, currency, company }, today, show }: Props) {
  const [t, locale] = [useTranslations("dunning.transfer"), useLocale()]
  const open = (openCents / 100).toFixed(2)
  return (
    <details className="open:w-full">
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center text-[0.9375rem] text-accent underline decoration-rule underline-offset-[0.22em] hover:decoration-current">
        {t("open")}
        <span className="sr-only">: {company}</span>
      </summary>
      <ActionForm
        id={`transfer-${bookingId}`}
        action={recordTransferAction}
        className="grid gap-5 pt-2 pb-4 sm:grid-cols-[11rem_12rem_auto] sm:items-end"
      >
        <input type="hidden" name="requestId" value={randomUUID()} />
        <input type="hidden" name="bookingId" value={bookingId} />
        <input type="hidden" name="show" value={show} />
        <TextField
          name="grossCents"
          label={t("amount", { currency })}
          inputMode="decimal"
          required
          defaultValue={openCents > 0 ? (locale === "de" ? open.replace(".", ",") : open) : null}
        />
        <TextField name="receivedOn" type="date" label={t("receivedOn")} required max={today} defaultValue={today} />
        <div>
          <SubmitButton pendingLabel={t("pending")}>
            {t("save")}
            <span className="sr-only">: {company}</span>
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}

/** What was sent, and what comes next. */
function Reminders({ item, show }: Omit<Props, "today">) {
  const [t, locale] = [useTranslations("dunning"), useLocale()]
  const { bookingId, next, reminded, company } = item
  const last = reminded.at(-1)
  const date = (day: string) => formatPlainDay(day, locale)
  return (
    <>
      {next?.isDue && (
        <ActionForm id={`remind-${bookingId}`} action={remindPaymentAction} className="grid">
          <input type="hidden" name="bookingId" value={bookingId} />
          <input type="hidden" name="step" value={next.step} />
          <input type="hidden" name="show" value={show} />
          <SubmitButton variant="quiet" size="small" pendingLabel={t("remind.pending")} className="text-[0.9375rem]">
            {t(`remind.${next.step}`)}
            <span className="sr-only">: {company}</span>
          </SubmitButton>
        </ActionForm>
      )}
      {(last ?? (next && !next.isDue)) && (
        <p className="flex min-h-11 flex-wrap items-center gap-x-4 text-sm text-soft">
          {last && <span>{t("items.reminded", { step: String(last.step), date: date(last.sentOn) })}</span>}
          {next && !next.isDue && (
            <span>{t("items.nextFrom", { step: String(next.step), date: date(next.from) })}</span>
          )}
        </p>
      )}
    </>
  )
}

/** A transfer that was marked, with the way back. */
function Recorded({
  transfer: { id, grossCents, receivedOn, recordedAt },
  item: { currency, company, timeZone, transfersBack },
  show,
}: {
  transfer: OpenItem["transfers"][number]
} & Omit<Props, "today">) {
  const [t, locale] = [useTranslations("dunning.transfer"), useLocale()]
  const amount = formatMoney(grossCents, currency, locale)
  const date = receivedOn ? formatPlainDay(receivedOn, locale) : formatDate(recordedAt, timeZone, locale)
  return (
    <li className="flex flex-wrap items-center gap-x-6 text-sm text-soft">
      <span>{t("recorded", { amount, date })}</span>
      <ActionForm id={`withdraw-${id}`} action={withdrawTransferAction} className="grid">
        <input type="hidden" name="paymentId" value={id} />
        <input type="hidden" name="show" value={show} />
        {transfersBack && <TickField name="nothingSent">{t("nothingSent")}</TickField>}
        <SubmitButton variant="quiet" size="small" pendingLabel={t("withdrawing")}>
          {t("withdraw")}
          <span className="sr-only">
            : {amount}, {company}
          </span>
        </SubmitButton>
      </ActionForm>
    </li>
  )
}
