import { useTranslations } from "next-intl"
import type { Locale } from "next-intl"
import { routing } from "../../i18n/routing"
import { showQuery } from "../../show-query"

/** What the reader wants to see; part of the address, so that it can be sent and needs no JavaScript. */
export type Choice = { format?: string; language?: Locale }

/** Anything in the address that is not a choice is no choice. */
export function readChoice(search: Record<string, string | string[] | undefined>): Choice {
  const { format, language } = search
  return {
    format: typeof format === "string" && /^[a-z0-9-]{1,80}$/.test(format) ? format : undefined,
    language: routing.locales.find((locale) => locale === language),
  }
}

/** Two rows of links: formats (when there are several) and languages. */
export function SessionFilter({
  formats,
  choice,
  home,
}: {
  formats: { slug: string; texts: { shortName: string } }[]
  choice: Choice
  home: string
}) {
  const t = useTranslations("sessions.list")
  const to = (next: Choice) => home + showQuery(next)
  return (
    <nav
      aria-label={t("filter")}
      className="mb-5 grid gap-x-10 text-[0.9375rem] sm:flex sm:flex-wrap sm:justify-between"
    >
      {formats.length > 1 && (
        <Options
          label={t("byFormat")}
          options={[
            { label: t("all"), href: to({ ...choice, format: undefined }), chosen: !choice.format },
            ...formats.map(({ slug, texts }) => ({
              label: texts.shortName,
              href: to({ ...choice, format: slug }),
              chosen: choice.format === slug,
            })),
          ]}
        />
      )}
      <Options
        label={t("byLanguage")}
        options={[
          { label: t("all"), href: to({ ...choice, language: undefined }), chosen: !choice.language },
          ...routing.locales.map((language) => ({
            label: t("languageName", { language }),
            href: to({ ...choice, language }),
            chosen: choice.language === language,
          })),
        ]}
      />
    </nav>
  )
}

function Options({ label, options }: { label: string; options: { label: string; href: string; chosen: boolean }[] }) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-x-5">
      {options.map((option) => (
        <li key={option.href}>
          <a
            href={option.href}
            aria-current={option.chosen || undefined}
            className="inline-flex min-h-11 items-center text-soft no-underline hover:text-ink aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-accent aria-[current]:decoration-2"
          >
            {option.label}
          </a>
        </li>
      ))}
    </ul>
  )
}
