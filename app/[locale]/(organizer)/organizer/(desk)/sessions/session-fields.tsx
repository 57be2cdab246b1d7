import { useLocale, useTranslations } from "next-intl"
import { SelectField, TextField } from "@/components/ui/form"
import type { TeamMember } from "@/lib/people/queries"
import type { DeskSession } from "@/lib/sessions/queries"
import { isTimeZone, zoneName } from "@/lib/time-zone"

/** The wall clock time of a session and its zone. */
export function TimeFields({ localStart, timeZone, now }: { localStart?: string; timeZone: string; now: Date }) {
  const t = useTranslations("desk.fields")
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <TextField
        name="localStart"
        type="datetime-local"
        step={300}
        label={t("localStart")}
        defaultValue={localStart}
        required
      />
      <ZoneField timeZone={timeZone} now={now} />
    </div>
  )
}

/** Whose wall clock it is. */
export function ZoneField({ timeZone, now }: { timeZone: string; now: Date }) {
  const t = useTranslations("desk.fields")
  const locale = useLocale()
  // What organizers in Germany need, and whatever zone the session has.
  const usual = ["Europe/Berlin", "Europe/London", "UTC", "America/New_York", "Asia/Singapore"]
  const zones = [...new Set([timeZone, ...usual])].filter(isTimeZone)
  return (
    <SelectField
      name="timeZone"
      label={t("timeZone")}
      defaultValue={timeZone}
      options={zones.map((zone) => ({
        value: zone,
        label: `${zone.replace("_", " ")} (${zoneName(now, zone, locale)})`,
      }))}
    />
  )
}

/** What can be set without touching anybody's calendar. */
export function DetailFields({
  session,
  team,
  onSite,
  minimumHint,
}: {
  session?: DeskSession
  team: TeamMember[]
  onSite?: boolean
  /** Where the minimum may be left empty: what that means. */
  minimumHint?: string
}) {
  const t = useTranslations("desk.fields")
  const languages = useTranslations("desk.languages")
  return (
    <>
      <div className="grid gap-5 sm:grid-cols-2">
        <SelectField
          name="language"
          label={t("language")}
          defaultValue={session?.language ?? "de"}
          options={(["de", "en"] as const).map((value) => ({ value, label: languages(value) }))}
        />
        <SelectField
          name="hostId"
          label={t("host")}
          hint={t("hostHint")}
          defaultValue={session?.hostId ?? ""}
          options={[{ value: "", label: t("nobody") }, ...team.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </div>
      <TextField
        name="placeText"
        label={t("placeText")}
        hint={t(onSite ? "placeHintOnSite" : "placeHint")}
        defaultValue={session?.placeText}
        maxLength={200}
      />
      <TextField
        name="minimum"
        label={t("minimum")}
        hint={minimumHint ?? t("minimumHint")}
        type="number"
        inputMode="numeric"
        min={1}
        max={500}
        required={minimumHint === undefined}
        defaultValue={session?.minimum}
        className="sm:max-w-48"
      />
    </>
  )
}
