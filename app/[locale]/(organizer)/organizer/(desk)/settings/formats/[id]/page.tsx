import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { FormatImpactNote } from "@/components/desk/change-impact"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { findFormatImpact } from "@/lib/bookings/queries-changes"
import { runsSessions } from "@/lib/people/policy"
import { findFormat } from "@/lib/sessions/queries"
import { SettingsCrumb } from "../../settings-crumb"
import { editFormatAction } from "../actions"
import { FormatFields } from "../format-fields"
import { showFormat } from "../format-form"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.formats"))("title") }
}

export default async function EditFormatPage({ params }: Props) {
  const { id } = await params
  await requireTeam({ may: runsSessions, path: `/organizer/settings/formats/${id}` })
  const [t, format] = [await getTranslations("desk"), (await findFormat(id)) ?? notFound()]
  const name = format.texts.de.shortName
  return (
    <>
      <SettingsCrumb here={name} />
      <h1 className="mt-4 mb-3 text-3xl">{name}</h1>
      <p className="mb-8 max-w-[34em] text-soft">{t("formats.editLead")}</p>
      <ActionForm id="format" action={editFormatAction} className="grid max-w-[44em] gap-10">
        <input type="hidden" name="formatId" value={format.id} />
        <HiddenField name="revision" value={format.updatedAt.toISOString()} />
        <FormatFields shown={showFormat(format)} />
        <FormatImpactNote impact={await findFormatImpact(format.id)} />
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("settings.save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
