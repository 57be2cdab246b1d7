import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { ChangeFacts } from "@/components/desk/change-facts"
import { ChangeImpactView, toldBy } from "@/components/desk/change-impact"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, type FormAction, HiddenField, TextAreaField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { changeTakesEffectAt } from "@/lib/bookings/rules"
import type { SessionChange } from "@/lib/bookings/schema"
import { now as presentTime } from "@/lib/clock"
import { previewChanges } from "@/lib/notifications/preview-change"
import { listTeam } from "@/lib/people/queries"
import type { DeskSession } from "@/lib/sessions/queries"

type Props = {
  session: DeskSession
  change: SessionChange
  action: FormAction
  back: string
  /** What the sentence to the people begins as. */
  message?: string
}

/** The second step of changing a session: what follows from it, the organizer's own sentence, and one confirmation. */
export async function ChangePreview({ session, change, action, back, message }: Props) {
  const [t, now] = [await getTranslations("changes"), presentTime()]
  const [impact, hosts] = await Promise.all([
    previewChanges([{ sessionId: session.id, change }]),
    change.kind === "edit" ? listTeam() : [],
  ])
  const { kind, ...fields } = change
  const told = toldBy(impact)
  const delayed = impact.people.length > 0 && session.status !== "draft"
  return (
    <div className="grid max-w-[46rem] gap-9">
      {kind !== "cancel" && <ChangeFacts {...{ session, change, hosts }} />}
      <ChangeImpactView impact={impact} kind={kind} />
      <ActionForm id="change" action={action}>
        <input type="hidden" name="sessionId" value={session.id} />
        <HiddenField name="revision" value={session.revision} />
        <input type="hidden" name="confirmed" value="1" />
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value === null ? "" : String(value)} />
        ))}
        {(told > 0 || (kind === "cancel" && delayed)) && <MessageField required={kind === "cancel"} text={message} />}
        {delayed && (
          <p className="text-[0.9375rem] text-soft">
            {t(changeTakesEffectAt(session.startsAt, now) ? "preview.delay" : "preview.atOnce")}
          </p>
        )}
        <Confirm mark={kind === "cancel"} label={t(`preview.submit.${kind}`, { count: told })}>
          <LinkButton variant="outline" href={back}>
            {t(kind === "cancel" ? "back.session" : "back.form")}
          </LinkButton>
        </Confirm>
      </ActionForm>
    </div>
  )
}

/** Stands word for word in the mails; who calls a session off owes one. */
export async function MessageField({ required, text }: { required: boolean; text?: string }) {
  const [t, optional] = [await getTranslations("changes.preview"), (await getTranslations("common"))("optional")]
  return (
    <TextAreaField
      name="message"
      label={t(required ? "cancelMessage" : "message")}
      note={required ? undefined : optional}
      hint={t("messageHint")}
      required={required}
      defaultValue={text}
      maxLength={2000}
    />
  )
}

export async function Confirm({ label, mark, children }: { label: string; mark: boolean; children: ReactNode }) {
  const t = await getTranslations("changes")
  return (
    <div className="flex flex-wrap gap-4">
      <SubmitButton variant={mark ? "mark" : "primary"} pendingLabel={t("pending")}>
        {label}
      </SubmitButton>
      {children}
    </div>
  )
}
