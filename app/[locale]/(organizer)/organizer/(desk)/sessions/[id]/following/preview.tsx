import { getLocale, getTranslations } from "next-intl/server"
import { ChangeFacts } from "@/components/desk/change-facts"
import { ChangeImpactView, toldBy } from "@/components/desk/change-impact"
import { LinkButton } from "@/components/ui/button"
import { ActionForm } from "@/components/ui/form"
import { changeTakesEffectAt } from "@/lib/bookings/rules"
import type { FollowingPart } from "@/lib/bookings/rules-changes"
import type { FollowingEdit, SessionChange } from "@/lib/bookings/schema"
import { previewChanges } from "@/lib/notifications/preview-change"
import type { TeamMember } from "@/lib/people/queries"
import type { DeskSession } from "@/lib/sessions/queries"
import { deskHref } from "../../../../desk-session"
import { Confirm, MessageField } from "../../change-preview"
import { editFollowingAction } from "../../series-actions"
import { showRevisions } from "../../series-form"
import { LeftDates, NewDates } from "./dates"

type Props = {
  first: DeskSession
  parts: FollowingPart<DeskSession>[]
  edit: FollowingEdit
  team: TeamMember[]
  now: Date
}

/** What an edit of this and following brings about, date by date and person by person, and the one confirmation. */
export async function FollowingPreview({ first, parts, edit, team, now }: Props) {
  const [t, locale] = [await getTranslations("changes"), await getLocale()]
  const following = parts.flatMap(({ session, change, obstacle }) =>
    change && !obstacle ? [{ sessionId: session.id, session, change }] : [],
  )
  const impact = await previewChanges(following, now)
  const sessions = following.map(({ session }) => session)
  const told = toldBy(impact)
  const touched = sessions.filter(({ id }) => impact.people.some(({ sessionId }) => sessionId === id))
  const waits = touched.some(({ startsAt }) => changeTakesEffectAt(startsAt, now))
  const { localStart: _, ...details } = edit
  const change: SessionChange = { kind: "edit", ...details }
  const moved = following.some(({ change }) => "localStart" in change)
  return (
    <div className="grid max-w-[46rem] gap-9">
      <NewDates {...{ following, impact }} />
      <LeftDates parts={parts} />
      <ChangeFacts session={first} change={change} hosts={team} />
      <ChangeImpactView impact={impact} kind={moved ? "move" : "edit"} />
      <ActionForm id="change" action={editFollowingAction}>
        <input type="hidden" name="sessionId" value={first.id} />
        <input type="hidden" name="revision" value={showRevisions(sessions)} />
        <input type="hidden" name="confirmed" value="1" />
        {Object.entries(edit).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value === null ? "" : String(value)} />
        ))}
        {told > 0 && <MessageField required={false} />}
        {touched.length > 0 && (
          <p className="text-[0.9375rem] text-soft">{t(waits ? "preview.delayTogether" : "preview.atOnce")}</p>
        )}
        <Confirm mark={false} label={t("preview.submit.following", { dates: sessions.length, count: told })}>
          <LinkButton variant="outline" href={deskHref(`/organizer/sessions/${first.id}/following`, locale)}>
            {t("back.form")}
          </LinkButton>
        </Confirm>
      </ActionForm>
    </div>
  )
}
