import { getLocale, getTranslations } from "next-intl/server"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input, Select } from "@/components/ui/input"
import type { Viewer } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import { listSessions } from "@/lib/sessions/queries"
import { formatDate } from "@/lib/time-zone"
import { areasFor, type LogChoice } from "./log-choice"

/** A form that only looks: it goes into the address. */
export async function LogFilterForm({ choice, viewer, action }: { choice: LogChoice; viewer: Viewer; action: string }) {
  const [t, locale] = [await getTranslations("team.log"), await getLocale()]
  const [team, sessions] = [await listTeam(), await listSessions(locale, {})]
  return (
    <form action={action} className="grid items-end gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      <Field name="area" label={t("area")}>
        {(control) => (
          <Select {...control} defaultValue={choice.area}>
            <option value="">{t("all")}</option>
            {areasFor(viewer).map((area) => (
              <option key={area} value={area}>
                {t(`areas.${area}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field name="who" label={t("who")}>
        {(control) => (
          <Select {...control} defaultValue={choice.who}>
            <option value="">{t("everybody")}</option>
            {team.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
            <option value="guests">{t("guests")}</option>
            <option value="system">{t("actors.system")}</option>
          </Select>
        )}
      </Field>
      <Field name="session" label={t("session")}>
        {(control) => (
          <Select {...control} defaultValue={choice.session}>
            <option value="">{t("allSessions")}</option>
            {sessions.map(({ id, startsAt, timeZone, format }) => (
              <option key={id} value={id}>
                {formatDate(startsAt, timeZone, locale)}, {format.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field name="from" label={t("from")}>
        {(control) => <Input {...control} type="date" defaultValue={choice.from} />}
      </Field>
      <Field name="until" label={t("until")}>
        {(control) => <Input {...control} type="date" defaultValue={choice.until} />}
      </Field>
      <Button type="submit" variant="outline">
        {t("narrow")}
      </Button>
    </form>
  )
}
