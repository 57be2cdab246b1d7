import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { z } from "zod"
import { EmailField } from "@/components/people/email-field"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { findSessionPerson } from "@/lib/bookings/queries"
import { runsSessions, sessionScope } from "@/lib/people/policy"
import { fullName } from "@/lib/people/rules"
import { findDeskSession } from "@/lib/sessions/queries"
import { SessionCrumb } from "../../../sessions/session-crumb"
import { changeBookerAction, removeBookerAction } from "../../booker-actions"

type Props = { params: Promise<{ seatId: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("assistant.desk"))("title", { hasBooker: "true" }) }
}

/** Names another assistant for a booking, as somebody has asked for on the telephone. */
export default async function ChangeBookerPage({ params }: Props) {
  const { seatId } = await params
  const path = `/organizer/requests/${seatId}`
  const viewer = await requireTeam({ path: `${path}/assistant`, may: runsSessions })
  const [t, words, locale] = [
    await getTranslations("assistant.desk"),
    await getTranslations("assistant.assistant"),
    await getLocale(),
  ]
  const scope = sessionScope(viewer)
  const person = (z.uuid().safeParse(seatId).success && (await findSessionPerson(seatId, scope))) || notFound()
  const session = (await findDeskSession(person.sessionId, locale, scope)) ?? notFound()
  const { booker, participant, reference } = person
  const facts = { hasBooker: String(booker !== null) }
  const ids = <HiddenField name="seatId" value={seatId} />
  return (
    <>
      <SessionCrumb session={session} here={reference} />
      <div className="mt-4 grid max-w-150 gap-8">
        <PageHeader
          size="small"
          title={t("title", facts)}
          lead={t("lead", { reference, name: fullName(participant) })}
        />
        <KeyValue items={[{ label: t("now"), value: booker ? `${booker.name}, ${booker.email}` : t("none") }]} />
        <p className="text-soft">{t("text", facts)}</p>
        <ActionForm id="change-booker" action={changeBookerAction} className="grid gap-5">
          {ids}
          <TextField name="name" label={words("name")} required maxLength={160} autoComplete="off" />
          <EmailField name="email" label={words("email")} autoComplete="off" />
          <div>
            <SubmitButton pendingLabel={words("changing")}>{words("change", facts)}</SubmitButton>
          </div>
        </ActionForm>
        {booker && (
          <ActionForm id="remove-booker" action={removeBookerAction} className="border-t border-line pt-6">
            {ids}
            <p className="text-soft">{words("removeText", { name: booker.name })}</p>
            <div>
              <SubmitButton variant="mark" size="small" pendingLabel={words("removing")}>
                {t("remove")}
              </SubmitButton>
            </div>
          </ActionForm>
        )}
      </div>
    </>
  )
}
