import { getTranslations } from "next-intl/server"
import { Button } from "@/components/ui/button"
import { ActionForm, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { getReminderRules } from "@/lib/sessions/queries-reminders"
import { saveRemindersAction } from "./reminder-actions"
import { ReminderPreview } from "./reminder-preview"
import { reminderTimes } from "./reminder-times"

const fields = ["days", "questionDays", "againDays", "minutes"] as const

/** When the people of a format are reminded and asked, with the times that come of it for its next session. */
export async function Reminders({ formatId }: { formatId: string }) {
  const [t, desk] = [await getTranslations("reminders.rules"), await getTranslations("desk")]
  const optional = (await getTranslations("common"))("optional")
  const rules = await getReminderRules(formatId)
  const saved = await reminderTimes(formatId, rules)
  return (
    <section aria-labelledby="reminders-title" className="mt-14 max-w-[44em]">
      <h2 id="reminders-title" className="mb-2">
        {t("title")}
      </h2>
      <p className="mb-6 max-w-[34em] text-soft">{t("lead")}</p>
      <ActionForm id="reminders" action={saveRemindersAction} className="grid gap-6">
        {/* What Enter presses. */}
        <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
        <input type="hidden" name="formatId" value={formatId} />
        <div className="grid items-start gap-5 sm:grid-cols-2">
          {fields.map((name) => (
            <TextField
              key={name}
              name={name}
              label={t(name)}
              hint={name === "questionDays" ? undefined : t(`${name}Hint`)}
              note={optional}
              inputMode="numeric"
              maxLength={3}
              defaultValue={rules[name]}
            />
          ))}
          <TextField
            name="atTime"
            label={t("atTime")}
            hint={t("atTimeHint")}
            note={optional}
            type="time"
            defaultValue={rules.atTime}
          />
        </div>
        <ReminderPreview saved={saved} />
        <div className="flex flex-wrap gap-4">
          <SubmitButton pendingLabel={desk("pending")}>{t("save")}</SubmitButton>
          <Button type="submit" name="look" value="1" variant="outline">
            {t("look")}
          </Button>
        </div>
      </ActionForm>
    </section>
  )
}
