import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { EnterCode } from "@/components/bookings/enter-code"
import { LinkButton } from "@/components/ui/button"
import { PageHeader } from "@/components/ui/page-header"
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
        <EnterCode
          {...{ resent, reference, renewFields: { page: waiting.page } }}
          {...{ enter: enterEntryCodeAction, renew: renewEntryCodeAction }}
          startOver={getPathname({ href: waiting.page, locale })}
        >
          <p className="text-[0.9375rem] text-soft">{t("what")}</p>
        </EnterCode>
      ) : (
        <p>
          <LinkButton href={getPathname({ href: "/booking", locale })}>{code("settledAction")}</LinkButton>
        </p>
      )}
    </div>
  )
}
