import { getLocale, getMessages, getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { ActionForm, type FormAction } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { now as presentTime } from "@/lib/clock"
import type { DeskSession } from "@/lib/sessions/queries"
import { FormatFields } from "./format-fields"
import { FormatPreview } from "./format-preview"
import { PreviewFields } from "./preview-fields"
import { settings } from "../../../../../../settings"

/** The form of a format, new or edited, with its preview. `children` go along unseen. */
export async function FormatForm({
  action,
  shown,
  isNew,
  gross,
  sessions,
  children,
}: {
  action: FormAction
  shown: Record<string, string>
  isNew?: boolean
  gross?: string
  /** To come, of this format. */
  sessions: DeskSession[]
  children?: ReactNode
}) {
  const [t, locale, { organizer }] = [await getTranslations("desk"), await getLocale(), await settings()]
  return (
    <ActionForm id="format" action={action} className="grid max-w-[44em] gap-10">
      {/* What Enter presses: the first button of a form, which must not be one that only fills in terms. */}
      <button type="submit" tabIndex={-1} aria-hidden="true" className="sr-only" />
      <FormatPreview
        locale={locale}
        messages={{ de: await previewMessages("de"), en: await previewMessages("en") }}
        organizer={organizer}
        now={presentTime()}
      />
      {children}
      <FormatFields shown={shown} isNew={isNew} gross={gross} />
      <PreviewFields sessions={sessions} />
      <div>
        <SubmitButton pendingLabel={t("pending")}>{t("settings.save")}</SubmitButton>
      </div>
    </ActionForm>
  )
}

/** What the drawn components say, and nothing else of the house's texts. */
async function previewMessages(locale: "de" | "en") {
  const { sessions, common, desk } = await getMessages({ locale })
  const { amounts, previewOf } = desk.formats
  return { sessions, common, desk: { formats: { amounts, previewOf } } }
}
