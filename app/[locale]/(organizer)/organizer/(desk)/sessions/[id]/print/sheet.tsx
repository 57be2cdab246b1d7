import { useTranslations } from "next-intl"
import { SessionDate } from "@/components/desk/session-date"
import { PlaceText } from "@/components/sessions/facts"
import { classNames } from "@/components/ui/class-names"
import { PrintButton } from "@/components/ui/print-button"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDate } from "@/lib/time-zone"
import { SessionCrumb } from "../../session-crumb"
import type { ReactNode } from "react"

/**
 * A sheet of paper about a session: what it is, when and where, and that it does not leave the house. With `alone` all
 * that is for the screen only.
 */
export function Sheet({
  session,
  title,
  alone = false,
  children,
}: {
  session: DeskSession
  title: string
  alone?: boolean
  children: ReactNode
}) {
  const t = useTranslations("numbers.print")
  const { format, hostName } = session
  return (
    <article className="max-w-[52em]">
      <SessionCrumb session={session} here={title} />
      <header
        className={classNames(
          "mt-4 mb-6 flex flex-wrap items-start justify-between gap-4 print:mt-0",
          alone && "print:hidden",
        )}
      >
        <div>
          <p className="text-soft">
            {title} · {format.name}
          </p>
          <h1 className="mt-1 text-[1.75rem] leading-[1.15]">
            <SessionDate session={session} />
          </h1>
          <p className="mt-2">
            <PlaceText session={session} />
            {hostName && ` · ${t("host")}: ${hostName}`}
          </p>
        </div>
        <PrintButton>{t("print")}</PrintButton>
      </header>
      {children}
      <p className={classNames("mt-8 border-t border-line pt-2 text-sm text-soft", alone && "print:hidden")}>
        {t("confidential")}
      </p>
    </article>
  )
}

/** The title of the window is the name of the file when it is printed into one: the date and nobody. */
export const sheetTitle = ({ startsAt, timeZone }: DeskSession, locale: "de" | "en") => ({
  title: { absolute: formatDate(startsAt, timeZone, locale) },
})
