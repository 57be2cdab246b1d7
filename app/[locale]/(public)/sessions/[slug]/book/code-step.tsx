import { getLocale, getTranslations } from "next-intl/server"
import { SessionSummary } from "@/components/bookings/session-summary"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { LinkButton } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { now } from "@/lib/clock"
import type { HoldView } from "@/lib/bookings/queries"
import type { PublicSession } from "@/lib/sessions/queries"
import { formatWhen } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { enterCodeAction, renewCodeAction } from "./actions"

/** The second step: the code from the mail. */
export async function CodeStep({ hold, session, resent }: { hold: HoldView; session: PublicSession; resent: boolean }) {
  const [t, locale] = await Promise.all([getTranslations("booking.code"), getLocale()])
  const b = (text: React.ReactNode) => <b className="text-ink">{text}</b>
  const time = hold.heldUntil && formatWhen(hold.heldUntil, session.timeZone, locale, now())
  const startOver = getPathname({ href: `/sessions/${session.slug}/book`, locale })
  return (
    <div className="grid gap-x-19 gap-y-8 pt-6 sm:pt-9 lg:grid-cols-[1fr_23.25rem]">
      <PageHeader
        size="small"
        title={t("title")}
        lead={
          hold.state === "settled"
            ? t("settled")
            : hold.email
              ? t.rich("sent", { email: hold.email, b })
              : t("sentPlain")
        }
      />
      <div className="lg:row-span-2">
        <SessionSummary session={session} yours={hold.state === "held"}>
          {hold.state !== "settled" && <p>{time ? t("held", { time }) : t("lapsed")}</p>}
          {hold.state !== "settled" && <p>{t("otherDevice")}</p>}
        </SessionSummary>
      </div>
      {hold.state === "settled" ? (
        <p>
          <LinkButton href={getPathname({ href: "/booking", locale })}>{t("settledAction")}</LinkButton>
        </p>
      ) : (
        <div className="grid max-w-150 gap-6">
          {resent && <Notice role="status" title={t("resent")} />}
          <CodeForm reference={hold.reference} />
          <div className="grid gap-1 border-t border-line pt-4 text-sm text-soft">
            <p>{t("missing")}</p>
            <ActionForm id="renew" action={renewCodeAction} className="grid justify-items-start gap-3">
              <HiddenField name="booking" value={hold.reference} />
              <SubmitButton variant="quiet" size="small" pendingLabel={t("resendPending")}>
                {t("resend")}
              </SubmitButton>
            </ActionForm>
            <p className="py-2.5">
              {t("wrongAddress")} <a href={startOver}>{t("startOver")}</a>
            </p>
          </div>
        </div>
      )}
    </div>
  )
}

async function CodeForm({ reference }: { reference: string }) {
  const t = await getTranslations("booking.code")
  return (
    <ActionForm id="code" action={enterCodeAction} className="grid gap-5 sm:max-w-80">
      <HiddenField name="booking" value={reference} />
      <TextField
        name="code"
        label={t("label")}
        required
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={8}
        className="[&_input]:font-serif [&_input]:text-2xl [&_input]:tracking-[0.25em]"
      />
      <SubmitButton wide pendingLabel={t("pending")}>
        {t("submit")}
      </SubmitButton>
    </ActionForm>
  )
}
