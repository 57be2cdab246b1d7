import { useTranslations } from "next-intl"
import { ActionForm } from "@/components/ui/form"
import { LinkButton } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { runsSessions, type Viewer } from "@/lib/people/policy"
import type { DeskSession } from "@/lib/sessions/queries"
import { deskHref, isOpen } from "../../../desk-session"
import { guaranteeSessionAction, publishSessionAction } from "../actions"

/** What can be done with a session now. A host looks only; what is over stays as it was. */
export function SessionActions({
  session,
  viewer,
  locale,
  now,
}: {
  session: DeskSession
  viewer: Viewer
  locale: "de" | "en"
  now: Date
}) {
  const t = useTranslations("desk.session")
  const draft = session.status === "draft"
  if (!runsSessions(viewer) || !(draft || isOpen(session, now))) return null
  const link = (way: "edit" | "move" | "cancel" | "add", variant?: "mark") => (
    <LinkButton
      href={deskHref(`/organizer/sessions/${session.id}/${way}`, locale)}
      variant={variant ?? "outline"}
      size="small"
    >
      {t(way)}
    </LinkButton>
  )
  return (
    <div className="mt-8 flex flex-wrap items-start gap-3">
      {draft && (
        <ActionForm id="publish" action={publishSessionAction} className="grid gap-3">
          <input type="hidden" name="sessionId" value={session.id} />
          <SubmitButton size="small" pendingLabel={t("pending")}>
            {t("publish")}
          </SubmitButton>
        </ActionForm>
      )}
      {!draft && link("add")}
      {link("edit")}
      {link("move")}
      {session.status === "published" && (
        <ActionForm id="guarantee" action={guaranteeSessionAction} className="grid gap-3">
          <input type="hidden" name="sessionId" value={session.id} />
          <SubmitButton size="small" variant="outline" pendingLabel={t("pending")}>
            {t("guarantee")}
          </SubmitButton>
        </ActionForm>
      )}
      {!draft && link("cancel", "mark")}
    </div>
  )
}
