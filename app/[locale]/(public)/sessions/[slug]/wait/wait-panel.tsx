import type { Locale } from "next-intl"
import { getTranslations } from "next-intl/server"
import { SessionSummary } from "@/components/bookings/session-summary"
import { LinkButton } from "@/components/ui/button"
import { Panel } from "@/components/ui/panel"
import { getPathname } from "../../../../../i18n/navigation"
import type { Waiting } from "./find-waiting"

/** Beside the form: the date or the format, whether there is an order, and the shorter way where a seat is free. */
export async function WaitPanel({
  waiting: { session, format },
  locale,
}: {
  waiting: Pick<Waiting, "session" | "format">
  locale: Locale
}) {
  const [t, way] = [await getTranslations("waitlist.join"), await getTranslations("waitlist.way")]
  const texts = (
    <>
      {session?.bookable && (
        <>
          <p className="text-ink">{t("free")}</p>
          <p>
            <LinkButton variant="outline" href={getPathname({ href: `/sessions/${session.slug}/book`, locale })}>
              {t("book")}
            </LinkButton>
          </p>
        </>
      )}
      <p>{t(format.round)}</p>
      <p>{way("note")}</p>
    </>
  )
  return session ? (
    <SessionSummary session={session}>
      <p className="text-ink" lang={session.texts.language}>
        {session.texts.shortName}
      </p>
      {texts}
    </SessionSummary>
  ) : (
    <Panel as="aside" label={t("label")}>
      <p className="font-serif text-xl leading-[1.25]">{format.name}</p>
      <div className="grid gap-3 text-[0.9375rem] text-soft">{texts}</div>
    </Panel>
  )
}
