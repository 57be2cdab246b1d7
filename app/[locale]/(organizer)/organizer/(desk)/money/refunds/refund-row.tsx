import { useLocale, useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import { ActionForm, type FormAction } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { formatMoney } from "@/lib/money"
import type { DeskRefund } from "@/lib/payments/queries-refunds"
import { formatDate } from "@/lib/time-zone"
import { AboutBooking } from "../about-booking"
import { completeRefundAction, retryRefundAction } from "./actions"

/** Who gets back how much, how it stands, and what can be done. */
export function RefundRow({ refund }: { refund: DeskRefund }) {
  const [t, locale] = [useTranslations("dunning.refunds"), useLocale()]
  const { company, timeZone, method, state, todo, failure, settledAt, createdAt } = refund
  const amount = formatMoney(refund.grossCents, refund.currency, locale)
  const known = `failure.${failure}` as "failure.declined"
  const date = formatDate(settledAt ?? createdAt, timeZone, locale)
  return (
    <li className="grid gap-x-8 gap-y-1 border-t border-line py-4.5 sm:grid-cols-[1fr_15rem_9rem]">
      <div>
        <h3 className="font-serif text-xl leading-[1.3] font-[500]">{company}</h3>
        <AboutBooking booking={refund}>{t(`method.${method}`)}</AboutBooking>
      </div>
      <div className="grid content-start justify-items-start gap-1 text-[0.9375rem]">
        <Badge tone={todo ? "mark" : state === "succeeded" || state === "failed" ? "plain" : "accent"}>
          {todo === "transfer" ? t("byHand") : t(`state.${state}`)}
        </Badge>
        <p className="text-soft">{t(settledAt ? "settledOn" : "wantedSince", { date })}</p>
        {failure && <p className="text-soft">{t.has(known) ? t(known) : t("failure.other", { code: failure })}</p>}
      </div>
      <p className="text-lg font-[560] tabular-nums sm:text-right">{amount}</p>
      {todo && (
        <div className="flex flex-wrap items-center gap-x-8 sm:col-span-3">
          {todo === "failed" && method !== "invoice" && (
            <Way action={retryRefundAction} refund={refund} about={`${company}, ${amount}`} label={t("again")} />
          )}
          <Way action={completeRefundAction} refund={refund} about={`${company}, ${amount}`} label={t("done")} />
          <p className="text-sm text-soft">{t("ask")}</p>
        </div>
      )}
    </li>
  )
}

function Way({
  action,
  refund: { id },
  label,
  about,
}: {
  action: FormAction
  refund: DeskRefund
  label: string
  about: string
}) {
  const t = useTranslations("dunning.refunds")
  return (
    <ActionForm id={`${action === retryRefundAction ? "again" : "done"}-${id}`} action={action} className="grid">
      <input type="hidden" name="refundId" value={id} />
      <SubmitButton variant="quiet" size="small" pendingLabel={t("pending")} className="text-[0.9375rem]">
        {label}
        <span className="sr-only">: {about}</span>
      </SubmitButton>
    </ActionForm>
  )
}
