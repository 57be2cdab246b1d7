import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { runsSessions } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import { deskHref, openDeskSession } from "../../../../desk-session"
import { Blocked } from "../../blocked"
import { changeCapacityAction, editSessionAction } from "../../change-actions"
import { ChangePreview } from "../../change-preview"
import { readPreview } from "../../change-query"
import { AccessForm } from "./access-form"
import { SessionFormPage } from "../../form-page"
import { DetailFields } from "../../session-fields"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.edit"))("title") }
}

export default async function EditSessionPage({ params, searchParams }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/edit" })
  const t = await getTranslations("desk")
  const change = readPreview(await searchParams, "edit", "capacity")
  if (session.pausedUntil) return <Blocked session={session} title={t("edit.title")} />
  if (change) {
    const kind = change.kind === "capacity" ? "capacity" : "edit"
    return (
      <SessionFormPage session={session} title={(await getTranslations("changes.preview.title"))(kind)}>
        <ChangePreview
          {...{ session, change, action: kind === "capacity" ? changeCapacityAction : editSessionAction }}
          back={deskHref(`/organizer/sessions/${session.id}/edit`, locale)}
        />
      </SessionFormPage>
    )
  }
  const team = await listTeam()
  const { seats, capacity } = session
  const taken = capacity - seats.free
  return (
    <SessionFormPage session={session} title={t("edit.title")}>
      <div className="grid gap-12">
        <ActionForm id="edit" action={editSessionAction}>
          <input type="hidden" name="sessionId" value={session.id} />
          <HiddenField name="revision" value={session.revision} />
          <DetailFields session={session} team={team} onSite={session.format.place === "on_site"} />
          <div>
            <SubmitButton pendingLabel={t("pending")}>{t("edit.save")}</SubmitButton>
          </div>
        </ActionForm>
        <section aria-labelledby="capacity" className="border-t border-line pt-8">
          <h2 id="capacity" className="mb-4">
            {t("edit.capacity")}
          </h2>
          <ActionForm id="capacity-form" action={changeCapacityAction}>
            <input type="hidden" name="sessionId" value={session.id} />
            <HiddenField name="revision" value={session.revision} />
            <TextField
              name="capacity"
              label={t("fields.capacity")}
              hint={t("edit.capacityHint", { taken })}
              type="number"
              inputMode="numeric"
              min={1}
              max={500}
              required
              defaultValue={capacity}
              className="sm:max-w-72"
            />
            <div>
              <SubmitButton variant="outline" pendingLabel={t("pending")}>
                {t("edit.capacitySave")}
              </SubmitButton>
            </div>
          </ActionForm>
        </section>
        <AccessForm session={session} />
      </div>
    </SessionFormPage>
  )
}
