import { getTranslations } from "next-intl/server"
import { Button } from "@/components/ui/button"
import { ChoiceSelect } from "@/components/ui/choice-select"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import type { Viewer } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import { areasFor, type LogChoice } from "./log-choice"
import { SessionChoice } from "../../sessions/session-choice"

/** A form that only looks: it goes into the address. */
export async function LogFilterForm({ choice, viewer, action }: { choice: LogChoice; viewer: Viewer; action: string }) {
  const [t, team] = [await getTranslations("team.log"), await listTeam()]
  return (
    <form action={action} className="grid items-end gap-x-5 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
      <ChoiceSelect
        name="area"
        label={t("area")}
        any={t("all")}
        value={choice.area}
        options={areasFor(viewer).map((area) => ({ value: area, label: t(`areas.${area}`) }))}
      />
      <ChoiceSelect
        name="who"
        label={t("who")}
        any={t("everybody")}
        value={choice.who}
        options={[
          ...team.map(({ id, name }) => ({ value: id, label: name })),
          { value: "guests", label: t("guests") },
          { value: "system", label: t("actors.system") },
        ]}
      />
      <SessionChoice label={t("session")} any={t("allSessions")} value={choice.session} scope={{}} />
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
