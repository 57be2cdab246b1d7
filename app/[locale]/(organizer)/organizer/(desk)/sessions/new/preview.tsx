import { randomUUID } from "node:crypto"
import { useLocale, useTranslations } from "next-intl"
import { DateRemarks, Remark } from "@/components/desk/date-remarks"
import { LengthText, PlaceText } from "@/components/sessions/facts"
import { RuleText } from "@/components/desk/rule-text"
import { ActionForm, TickField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { SubmitButton } from "@/components/ui/submit-button"
import type { Clash } from "@/lib/sessions/queries-desk"
import type { PlannedDate } from "@/lib/sessions/rules-series"
import { mostDates } from "@/lib/sessions/schema-series"
import { formatDate, formatTimeRange, noonOf, weekOf } from "@/lib/time-zone"
import { createDatesAction } from "../series-actions"
import type { Plan } from "./wish"

type Format = { id: string; capacity: number; minimum: number; lengthMinutes: number } & {
  texts: { shortName: string }
  place: "online" | "on_site"
}
type Props = { plan: Plan<Format>; clashes: Clash[]; hostName: string | null }

/** Every date before it is made, each with its tick; what is made is what was seen here, not the rule again. */
export function Preview({ plan, clashes, hostName }: Props) {
  const t = useTranslations("series.preview")
  const desk = useTranslations("desk")
  const { planned, format, rule, cut, localTime, shared } = plan
  const size = { minimum: shared.minimum, capacity: shared.capacity }
  const possible = planned.filter(({ impossible }) => !impossible).length
  return (
    <section aria-labelledby="preview" className="grid gap-6">
      <div className="grid gap-1">
        <h2 id="preview">{t("title", { count: possible })}</h2>
        {possible > 1 && <p className="text-soft">{t("lead")}</p>}
      </div>
      <KeyValue
        items={[
          { label: desk("session.format"), value: format.texts.shortName },
          { label: t("rule"), value: rule && rule.kind !== "picked" && <RuleText rule={rule} /> },
          { label: desk("session.length"), value: <LengthText minutes={format.lengthMinutes} /> },
          { label: desk("session.place"), value: <PlaceText session={{ format, placeText: shared.placeText }} /> },
          { label: desk("session.language"), value: desk(`languages.${shared.language}`) },
          { label: desk("session.size"), value: desk("session.sizeText", size) },
          { label: desk("session.host"), value: hostName },
        ]}
      />
      <ActionForm id="create" action={createDatesAction} className="grid gap-5">
        <input type="hidden" name="requestId" value={randomUUID()} />
        <input type="hidden" name="rule" value={JSON.stringify(rule)} />
        <input type="hidden" name="localTime" value={localTime} />
        {Object.entries(shared).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value ?? ""} />
        ))}
        <ul id="create-days" aria-label={t("list")} className="border-b border-line">
          {planned.map((date) => (
            <DateRow key={date.day} date={date} zone={shared.timeZone} clashes={clashes} />
          ))}
        </ul>
        <Skipped skipped={plan.skipped} />
        {cut && <p className="text-soft">{t("cut", { most: mostDates })}</p>}
        {possible === 0 ? (
          <p className="font-serif text-xl text-soft">{t("none")}</p>
        ) : (
          // The first one is what the enter key does: it must be the one that can be taken back.
          <div className="flex flex-wrap gap-4">
            <SubmitButton variant="outline" pendingLabel={desk("pending")}>
              {t("draft")}
            </SubmitButton>
            <SubmitButton name="publish" value="1" pendingLabel={desk("pending")}>
              {t("publish")}
            </SubmitButton>
          </div>
        )}
      </ActionForm>
    </section>
  )
}

/** One date with what there is to know of it: the week, a holiday, the clock, what else is on. */
function DateRow({ date, zone, clashes }: { date: PlannedDate; zone: string; clashes: Clash[] }) {
  const t = useTranslations("series.preview")
  const locale = useLocale()
  const { day, startsAt, endsAt, impossible, ...notes } = date
  const line = (
    <>
      <span className="text-base">{formatDate(noonOf(day), "UTC", locale)}</span>{" "}
      <span className="inline-block text-soft">
        {!impossible && `${formatTimeRange(startsAt, endsAt, zone, locale)} · `}
        {t("week", { week: weekOf(noonOf(day), "UTC") })}
      </span>{" "}
      <DateRemarks
        notes={{ ...notes, clockChanged: notes.clockChanged && !impossible }}
        clashes={clashes.filter((clash) => clash.key === day)}
        {...{ startsAt, zone }}
      />
      {impossible && <Remark>{t(`impossible.${impossible}`)}</Remark>}
    </>
  )
  return (
    <li className="border-t border-line py-1">
      {impossible ? (
        <p className="py-2.5 pl-8 text-sm">{line}</p>
      ) : (
        <TickField name={`day.${day.replaceAll("-", "")}`} defaultChecked>
          {line}
        </TickField>
      )}
    </li>
  )
}

/** The holidays that the rule has passed over. */
function Skipped({ skipped }: { skipped: Plan<Format>["skipped"] }) {
  const t = useTranslations("series.preview")
  const holidays = useTranslations("series.holidays")
  const locale = useLocale()
  if (skipped.length === 0) return null
  const days = skipped.map(
    ({ day, holiday }) => formatDate(noonOf(day), "UTC", locale) + (holiday ? ` (${holidays(holiday)})` : ""),
  )
  return <p className="text-soft">{t("leftOut", { days: days.join("; ") })}</p>
}
