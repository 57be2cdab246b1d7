import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { DeskDocument } from "@/lib/invoices/queries-desk"
import { formatSignedMoney } from "@/lib/money"
import { formatPlainDay } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { moneyPath, stornoPath } from "../money-places"

/** A document: its number and for whom, what it comes to and how it stands, and its files. */
export function DocumentRow({ document }: { document: DeskDocument }) {
  const [t, locale] = [useTranslations("money.invoices"), useLocale()]
  const { id, number, kind, company, participantId, issuedOn, dueOn, currency, state } = document
  const sign = kind === "credit_note" ? -1 : 1
  const money = (cents: number) => formatSignedMoney(sign * cents, currency, locale)
  return (
    <li className="grid gap-x-8 gap-y-1 border-t border-line py-3.5 sm:grid-cols-[11rem_1fr_auto_auto] sm:items-baseline">
      <div>
        <h3 className="font-sans text-base font-[560] whitespace-nowrap">{number}</h3>
        <p className="text-sm text-soft">
          {t(`kinds.${kind}`)}, {formatPlainDay(issuedOn, locale)}
        </p>
      </div>
      <p>
        {participantId ? <a href={deskHref(`/organizer/people/${participantId}`, locale)}>{company}</a> : company}
        <span className="block text-sm text-soft">{t("booking", { reference: document.bookingReference })}</span>
      </p>
      <div className="grid gap-1 sm:justify-items-end sm:text-right">
        <p className="whitespace-nowrap">
          {money(document.grossCents)}
          <span className="block text-sm text-soft">
            {document.vatCents === 0
              ? t("withoutVat")
              : t("net", { net: money(document.netCents), vat: money(document.vatCents) })}
          </span>
        </p>
        {kind === "invoice" && (
          <p>
            <Badge tone={state === "overdue" ? "mark" : state === "issued" ? "accent" : "plain"}>
              {state === "issued" && dueOn ? t("dueOn", { date: formatPlainDay(dueOn, locale) }) : t(`states.${state}`)}
            </Badge>
          </p>
        )}
      </div>
      <p className="flex flex-wrap gap-x-5 text-[0.9375rem] sm:justify-end">
        {(["pdf", "xml"] as const).map((file) => (
          <a
            key={file}
            href={deskHref(`${moneyPath("invoices")}/${id}/${file}`, locale)}
            download
            className="inline-flex min-h-11 items-center"
          >
            {file.toUpperCase()}
            <span className="sr-only">: {number}</span>
          </a>
        ))}
        {kind === "invoice" && state !== "credited" && (
          <a href={deskHref(stornoPath(id), locale)} className="inline-flex min-h-11 items-center">
            {t("takeBack")}
            <span className="sr-only">: {number}</span>
          </a>
        )}
      </p>
    </li>
  )
}
