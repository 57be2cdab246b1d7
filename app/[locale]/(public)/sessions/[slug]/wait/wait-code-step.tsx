import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { LinkButton } from "@/components/ui/button"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import type { TypedEntry } from "@/lib/waitlist/queries"
import { getPathname } from "../../../../../i18n/navigation"
import { enterEntryCodeAction, renewEntryCodeAction } from "./actions"
import { WaitPanel } from "./wait-panel"
import type { Waiting } from "./find-waiting"

/** The second step: the code from the mail. */
export async function WaitCodeStep({
  entry,
  waiting,
  resent,
  locale,
}: {
  entry: TypedEntry
  waiting: Waiting
  resent: boolean
  locale: Locale
}) {
  const [t, code] = [await getTranslations("waitlist.code"), await getTranslations("booking.code")]
  const { reference, open, email } = entry
  const b = (text: React.ReactNode) => <b className="text-ink">{text}</b>
  return (
    <div className="grid gap-x-19 gap-y-8 pt-6 sm:pt-9 lg:grid-cols-[1fr_23.25rem]">
      <PageHeader
        size="small"
        title={t("title")}
        lead={email ? code.rich("sent", { email, b }) : open ? code("sentPlain") : t("settled")}
      />
      <div className="lg:row-span-2">
        <WaitPanel waiting={waiting} locale={locale} />
      </div>
      {open ? (
        <div className="grid max-w-150 gap-6">
          {resent && <Notice role="status" title={code("resent")} />}
          <p className="text-[0.9375rem] text-soft">{t("what")}</p>
          <ActionForm id="code" action={enterEntryCodeAction} className="grid gap-5 sm:max-w-80">
            <HiddenField name="booking" value={reference} />
            <TextField
              name="code"
              label={code("label")}
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={8}
              className="[&_input]:font-serif [&_input]:text-2xl [&_input]:tracking-[0.25em]"
            />
            <SubmitButton wide pendingLabel={code("pending")}>
              {code("submit")}
            </SubmitButton>
          </ActionForm>
          <div className="grid gap-1 border-t border-line pt-4 text-sm text-soft">
            <p>{code("missing")}</p>
            <ActionForm id="renew" action={renewEntryCodeAction} className="grid justify-items-start gap-3">
              <HiddenField name="booking" value={reference} />
              <HiddenField name="page" value={waiting.page} />
              <SubmitButton variant="quiet" size="small" pendingLabel={code("resendPending")}>
                {code("resend")}
              </SubmitButton>
            </ActionForm>
            <p className="py-2.5">
              {code("wrongAddress")} <a href={getPathname({ href: waiting.page, locale })}>{code("startOver")}</a>
            </p>
          </div>
        </div>
      ) : (
        <p>
          <LinkButton href={getPathname({ href: "/booking", locale })}>{code("settledAction")}</LinkButton>
        </p>
      )}
    </div>
  )
}
