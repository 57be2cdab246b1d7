import { useTranslations } from "next-intl"
import { ActionForm } from "@/components/ui/form"
import { buttonClass, LinkButton } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { isThin } from "@/lib/bookings/rules-merge"
import { runsSessions, type Viewer } from "@/lib/people/policy"
import type { DeskSession } from "@/lib/sessions/queries"
import { deskHref, isOpen } from "../../../desk-session"
import { publishSessionAction } from "../actions"
import { Guarantee } from "../guarantee"
import { deleteDraftAction } from "../series-actions"

/** What can be done with a session now. A host looks only; what is over stays as it was. */
export function SessionActions({
  session,
  viewer,
  locale,
  now,
  atRisk,
}: {
  session: DeskSession
  viewer: Viewer
  locale: "de" | "en"
  now: Date
  /** The two ways to decide stand beside what speaks for them. */
  atRisk: boolean
}) {
  const t = useTranslations("desk.session")
  const ofSeries = useTranslations("series.session")
  const merge = useTranslations("merge")
  const composition = useTranslations("composition")
  const draft = session.status === "draft"
  if (!runsSessions(viewer)) return null
  const copy = (
    <LinkButton href={deskHref(`/organizer/sessions/new?from=${session.id}`, locale)} variant="outline" size="small">
      {ofSeries("duplicate")}
    </LinkButton>
  )
  if (!draft && !isOpen(session, now)) return <div className="mt-8 flex">{copy}</div>
  const thin = isThin({ ...session, confirmed: session.seats.confirmed })
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
      {!draft && session.format.round === "closed" && (
        <LinkButton href={deskHref(`/organizer/sessions/${session.id}/round`, locale)} size="small">
          {composition("link")}
        </LinkButton>
      )}
      {!draft && link("add")}
      {link("edit")}
      {session.seriesId && (
        <LinkButton
          href={deskHref(`/organizer/sessions/${session.id}/following`, locale)}
          variant="outline"
          size="small"
        >
          {ofSeries("following")}
        </LinkButton>
      )}
      {link("move")}
      {copy}
      {session.status === "published" && !atRisk && <Guarantee sessionId={session.id}>{t("guarantee")}</Guarantee>}
      {thin && !atRisk && (
        <LinkButton href={deskHref(`/organizer/sessions/${session.id}/merge`, locale)} variant="outline" size="small">
          {merge("link")}
        </LinkButton>
      )}
      {!draft && !atRisk && link("cancel", "mark")}
      {draft && <DeleteDraft sessionId={session.id} />}
    </div>
  )
}

/** Two steps without a page: what nobody has seen is quickly made again. */
function DeleteDraft({ sessionId }: { sessionId: string }) {
  const t = useTranslations("series.session")
  const desk = useTranslations("desk")
  return (
    <details className="max-sm:w-full">
      <summary className={buttonClass({ variant: "quiet", size: "small" })}>{t("delete")}</summary>
      <ActionForm id="delete" action={deleteDraftAction} className="mt-2 grid max-w-[24em] gap-3">
        <input type="hidden" name="sessionId" value={sessionId} />
        <p className="text-sm text-soft">{t("deleteText")}</p>
        <div>
          <SubmitButton variant="mark" size="small" pendingLabel={desk("pending")}>
            {t("deleteNow")}
          </SubmitButton>
        </div>
      </ActionForm>
    </details>
  )
}
