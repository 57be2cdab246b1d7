import { useTranslations } from "next-intl"
import type { ReactNode } from "react"

type Props = {
  file: string
  links: { google: string; outlook: string }
  /** What the entry is called. */
  title: string
  /** Leads to where it is called otherwise. */
  children: ReactNode
}

/** Three ways into a calendar, what it says there, and the choice to have it say something else. */
export function AddToCalendar({ file, links, title, children }: Props) {
  const t = useTranslations("manage.calendar")
  const away = { target: "_blank", rel: "noreferrer noopener", className: "inline-flex min-h-11 items-center" }
  return (
    <div className="text-[0.9375rem] text-soft">
      <ul aria-label={t("title")} className="flex flex-wrap gap-x-6.5">
        <li className="inline-flex min-h-11 items-center text-ink">{t("title")}</li>
        <li>
          <a href={file} download="termin.ics" className="inline-flex min-h-11 items-center">
            {t("ics")}
          </a>
        </li>
        <li>
          <a href={links.google} {...away}>
            {t("google")}
          </a>
        </li>
        <li>
          <a href={links.outlook} {...away}>
            {t("outlook")}
          </a>
        </li>
      </ul>
      <p className="text-sm">
        {t("note", { title })} {children}
      </p>
    </div>
  )
}
