import { useLocale, useTranslations } from "next-intl"
import { ActionForm, ChoiceField, TextAreaField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { formatMoney } from "@/lib/money"
import type { DeskException } from "@/lib/payments/queries-exceptions"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { AboutBooking } from "../about-booking"
import { moneyPath } from "../money-places"
import { resolveExceptionAction } from "./actions"

/** What does not fit, in plain words, and the form that keeps what was done; settled, what that was. */
export function ExceptionRow({ exception, zone }: { exception: DeskException; zone: string }) {
  const [t, locale] = [useTranslations("dunning.exceptions"), useLocale()]
  const { kind, resolvedAt, resolution, note } = exception
  const settled = resolvedAt && {
    how: t(`resolution.${resolution ?? "nothing"}`),
    date: formatDate(resolvedAt, zone, locale),
    who: exception.memberName ?? "none",
  }
  return (
    <li className="grid gap-x-10 gap-y-2 border-t border-line py-5 sm:grid-cols-[1fr_1fr]">
      <div className="grid content-start gap-1">
        <h3 className="font-serif text-xl leading-[1.3] font-[500]">{t(`kind.${kind}`)}</h3>
        <About {...{ exception, zone }} />
      </div>
      <div className="grid max-w-[34em] content-start gap-2">
        <p>
          <What exception={exception} />
        </p>
        {settled && <p className="text-[0.9375rem] text-soft">{t("settledBy", settled)}</p>}
        {note && <p className="text-[0.9375rem] whitespace-pre-wrap text-soft">{note}</p>}
        {!settled && kind === "refund_failed" && (
          <p>
            <a href={deskHref(moneyPath("refunds"), locale)} className="inline-flex min-h-11 items-center">
              {t("toRefunds")}
            </a>
          </p>
        )}
        {!settled && <Settle exception={exception} />}
      </div>
    </li>
  )
}

/** Whose money it is, where that is known. */
function About({ exception, zone }: { exception: DeskException; zone: string }) {
  const [t, locale] = [useTranslations("dunning.exceptions"), useLocale()]
  const since = t("since", { date: formatDate(exception.createdAt, zone, locale) })
  if (exception.reference === null)
    return (
      <p className="text-[0.9375rem] text-soft">
        {t("nobody")} · {since}
      </p>
    )
  return (
    <>
      <p>{exception.company}</p>
      <AboutBooking booking={exception}>{since}</AboutBooking>
    </>
  )
}

/** What was expected and what came. */
function What({ exception: { kind, detail, grossCents, currency } }: { exception: DeskException }) {
  const [t, locale] = [useTranslations("dunning.exceptions.text"), useLocale()]
  const { expected, came } = detail
  const money = (cents: number, of = currency ?? came?.currency ?? "EUR") => formatMoney(cents, of, locale)
  const amount = money(detail.cents ?? grossCents ?? came?.cents ?? 0)
  if (grossCents === null) return t("unknown", { amount })
  if (kind === "unexpected" && detail.taken === false) return t("notTaken", { amount })
  if (kind !== "mismatch") return t(kind, { amount })
  if (came?.live !== undefined && came.live !== expected?.live) return t("mode", { live: String(came.live) })
  if (came?.cents === undefined || (came.cents === expected?.cents && came.currency === expected.currency))
    return t("other", { amount })
  return t("mismatch", {
    expected: money(expected?.cents ?? grossCents, expected?.currency),
    came: money(came.cents, came.currency || undefined),
  })
}

function Settle({ exception: { id, kind, company } }: { exception: DeskException }) {
  const t = useTranslations("dunning.exceptions")
  const about = company ?? t("nobody")
  const ways =
    kind === "refund_failed" ? (["paid_back", "nothing"] as const) : (["seat_given", "paid_back", "nothing"] as const)
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer list-none items-center text-[0.9375rem] text-accent underline decoration-rule underline-offset-[0.22em] hover:decoration-current">
        {t("settle")}
        <span className="sr-only">: {about}</span>
      </summary>
      <ActionForm id={`settle-${id}`} action={resolveExceptionAction} className="grid gap-5 pt-2 pb-3">
        <input type="hidden" name="exceptionId" value={id} />
        <ChoiceField
          name="resolution"
          label={t("how")}
          options={ways.map((value) => ({ value, label: t(`resolution.${value}`) }))}
        />
        <TextAreaField name="note" label={t("note")} note={t("optional")} rows={2} maxLength={500} />
        <div>
          <SubmitButton size="small" pendingLabel={t("pending")}>
            {t("settle")}
            <span className="sr-only">: {about}</span>
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}
