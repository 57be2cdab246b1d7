import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { formatDate } from "@/lib/time-zone"
import { findTypedEntry } from "@/lib/waitlist/queries"
import { holderFor } from "../../../../../booking-cookie"
import { homeHref } from "../../../../../home-href"
import { getPathname, redirect } from "../../../../../i18n/navigation"
import type { Waiting } from "./find-waiting"
import { WaitCodeStep } from "./wait-code-step"
import { WaitStep } from "./wait-step"

export type WaitSearch = { booking?: string | string[]; sent?: string | string[] }

/** Both steps of waiting, for a date or for a format; the second one is in the address, as with a booking. */
export async function WaitPage({ waiting, search, locale }: { waiting: Waiting; search: WaitSearch; locale: Locale }) {
  const entry = await typedBy(search.booking, locale)
  return (
    <>
      <Crumbs waiting={waiting} locale={locale} code={entry !== null} />
      {entry ? (
        <WaitCodeStep {...{ entry, waiting, locale }} resent={search.sent === "1"} />
      ) : (
        <WaitStep waiting={waiting} locale={locale} />
      )}
    </>
  )
}

/** The entry that this browser typed; somebody else's is none. */
async function typedBy(reference: unknown, locale: Locale) {
  const holder = await holderFor(reference, "hold", "manage")
  if (holder?.purpose === "manage") redirect({ href: `/waiting/${String(reference)}`, locale })
  return holder && findTypedEntry(holder.bookingId)
}

async function Crumbs({ waiting, locale, code }: { waiting: Waiting; locale: Locale; code: boolean }) {
  const [t, common, sessions] = await Promise.all([
    getTranslations("waitlist"),
    getTranslations("common"),
    getTranslations("sessions.page"),
  ])
  const { session } = waiting
  return (
    <div className="pt-2 sm:pt-4">
      <Breadcrumb
        label={common("breadcrumb")}
        steps={[
          { href: await homeHref(locale), label: sessions("crumb") },
          ...(session
            ? [
                {
                  href: getPathname({ href: `/sessions/${session.slug}`, locale }),
                  label: formatDate(session.startsAt, session.timeZone, locale),
                },
              ]
            : []),
        ]}
        here={t(code ? "code.title" : "join.crumb")}
      />
    </div>
  )
}
