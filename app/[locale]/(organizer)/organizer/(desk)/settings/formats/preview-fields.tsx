import { useLocale, useTranslations } from "next-intl"
import { SelectField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDateRange } from "@/lib/time-zone"
import { Group } from "./group"

/** For which date the preview is, and its button. */
export function PreviewFields({ sessions }: { sessions: DeskSession[] }) {
  const t = useTranslations("desk.formats")
  const pending = useTranslations("desk")("pending")
  const optional = useTranslations("common")("optional")
  const locale = useLocale()
  return (
    <Group title={t("preview")} lead={t("previewLead")}>
      <SelectField
        name="previewSession"
        label={t("fields.previewSession")}
        defaultValue={sessions[0]?.id ?? ""}
        options={[
          ...sessions.map(({ id, startsAt, endsAt, timeZone }) => ({
            value: id,
            label: formatDateRange(startsAt, endsAt, timeZone, locale),
          })),
          { value: "", label: t("inFourWeeks") },
        ]}
      />
      <TextField
        name="previewStart"
        label={t("fields.previewStart")}
        note={optional}
        type="datetime-local"
        step={300}
      />
      <div className="sm:col-span-2">
        <SubmitButton name="preview" value="1" variant="outline" pendingLabel={pending}>
          {t("preview")}
        </SubmitButton>
      </div>
    </Group>
  )
}
