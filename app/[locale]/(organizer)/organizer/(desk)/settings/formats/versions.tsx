import { useLocale, useTranslations } from "next-intl"
import type { FormatVersion } from "@/lib/sessions/queries-formats"
import { formatDateTime } from "@/lib/time-zone"
import { type Change, changesOf, type Part } from "./format-changes"

// Beyond these the page would be long and nobody looks; they are kept all the same.
const mostShown = 30

/** What the format was, version by version: when it changed, by whom, in what, and how many bookings go by it. */
export function Versions({ versions, timeZone }: { versions: FormatVersion[]; timeZone: string }) {
  const t = useTranslations("desk.formats.versions")
  const locale = useLocale()
  return (
    <section aria-labelledby="versions" className="mt-14 max-w-[44em]">
      <h2 id="versions" className="mb-2">
        {t("title")}
      </h2>
      <p className="mb-4 max-w-[34em] text-soft">{t("lead")}</p>
      <ol>
        {versions.slice(0, mostShown).map(({ version, at, byName, bookings, content }, index) => {
          const before = versions[index + 1]
          return (
            <li key={version} className="border-t border-line py-3">
              <p className="flex flex-wrap justify-between gap-x-6">
                <span className="font-[540]">
                  {t("version", { version })}
                  {index === 0 && <span className="font-normal text-soft"> · {t("now")}</span>}
                </span>
                <span>{t("bookings", { count: bookings })}</span>
              </p>
              <p className="text-[0.9375rem] text-soft">
                {formatDateTime(at, timeZone, locale)} · {byName ?? t("system")}
              </p>
              {before && <Changes changes={changesOf(before.content, content)} />}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

function Changes({ changes }: { changes: Change[] }) {
  const t = useTranslations("desk.formats.versions")
  if (changes.length === 0) return null
  return (
    <details>
      <summary className="flex min-h-11 cursor-pointer items-center text-[0.9375rem] underline decoration-rule underline-offset-[0.22em]">
        {t("changes", { count: changes.length })}
      </summary>
      <dl className="grid gap-3 pb-2 text-[0.9375rem]">
        {changes.map(({ field, parts }) => (
          <div key={field}>
            <dt className="text-soft">
              <FieldName field={field} />
            </dt>
            <dd className="whitespace-pre-line">
              {parts.map((part, index) => (
                <Marked key={index} field={field} part={part} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

/** "Für wen (Deutsch)", "Stufe 2: bis Tage vorher" */
function FieldName({ field }: { field: string }) {
  const [t, roles] = [useTranslations("desk"), useTranslations("booking.roles")]
  const [group, a, b] = field.split(".")
  if (group === "texts") return `${t(`formats.fields.${b as "name"}`)} (${t(`languages.${a as "de"}`)})`
  if (group === "terms" && a === "steps")
    return t(`formats.fields.${field.split(".")[3] as "percent"}`, { step: Number(b) + 1 })
  if (group === "roles") return `${t("formats.roles")}: ${roles(a as "owner")}`
  return t(`formats.fields.${(a ?? group) as "place"}`)
}

/** Left out and added are told by the elements, not by colour alone. */
function Marked({ field, part: { text, only } }: { field: string; part: Part }) {
  const t = useTranslations("desk.formats")
  const chosen = `${field}s.${text}` as "places.online"
  const shown = t.has(chosen) ? t(chosen) : text === "on" ? "✓" : text
  if (only === "before") return <del className="mr-1 text-soft decoration-mark">{shown}</del>
  if (only === "after") return <ins className="bg-wash no-underline">{shown}</ins>
  return shown
}
