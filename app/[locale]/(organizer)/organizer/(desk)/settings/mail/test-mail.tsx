import { useLocale, useTranslations } from "next-intl"
import { ActionForm } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import type { TestMail } from "@/lib/notifications/queries-test-mail"
import { whyNotSent } from "@/lib/notifications/rules"
import { formatDateTime } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { sendTestMailAction } from "./actions"

/** A mail to oneself, and what became of the last one. */
export function TestMailSection({ email, mail, zone }: { email: string; mail: TestMail | null; zone: string }) {
  const t = useTranslations("house.mail.test")
  return (
    <section aria-labelledby="test" className="grid max-w-[34em] gap-4">
      <h2 id="test">{t("title")}</h2>
      <p className="text-soft">{t("text", { email })}</p>
      {mail && <Result mail={mail} zone={zone} />}
      <ActionForm id="test-mail" action={sendTestMailAction}>
        <div>
          <SubmitButton pendingLabel={t("sending")}>{t("send")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}

function Result({ mail, zone }: { mail: TestMail; zone: string }) {
  const [t, locale] = [useTranslations("house.mail.test"), useLocale()]
  const { id, state, lastError, createdAt } = mail
  const isOpen = state === "queued" || state === "sending"
  const said = isOpen
    ? lastError
      ? "later"
      : "waiting"
    : state === "suppressed" || state === "skipped"
      ? "failed"
      : state
  return (
    <Notice role="status" tone={said === "failed" || said === "later" ? "mark" : "accent"} title={t(said)}>
      {lastError && said !== "sent" ? (
        <p>{t(`why.${whyNotSent(lastError)}`, { error: lastError })}</p>
      ) : (
        (said === "waiting" || said === "sent" || said === "kept") && <p>{t(`${said}Text`)}</p>
      )}
      <p className="text-sm text-soft">{t("asked", { when: formatDateTime(createdAt, zone, locale) })}</p>
      <p>
        <a className="inline-flex min-h-11 items-center" href={deskHref(`/organizer/mails/${id}`, locale)}>
          {t("read")}
        </a>
        {isOpen && (
          <a className="ml-5 inline-flex min-h-11 items-center" href={deskHref("/organizer/settings/mail", locale)}>
            {t("again")}
          </a>
        )}
      </p>
    </Notice>
  )
}
