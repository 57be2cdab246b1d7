import { getLocale, getTranslations } from "next-intl/server"
import { EnterCode } from "@/components/bookings/enter-code"
import { SessionSummary } from "@/components/bookings/session-summary"
import { LinkButton } from "@/components/ui/button"
import { PageHeader } from "@/components/ui/page-header"
import { now } from "@/lib/clock"
import type { HoldView } from "@/lib/bookings/queries"
import { formatWhen } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { enterCodeAction, renewCodeAction } from "./actions"

/** The second step: the code from the mail. */
export async function CodeStep({ hold, resent }: { hold: HoldView; resent: boolean }) {
  const { session } = hold
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
        <EnterCode
          {...{ resent, startOver, reference: hold.reference }}
          enter={enterCodeAction}
          renew={renewCodeAction}
        />
      )}
    </div>
  )
}
