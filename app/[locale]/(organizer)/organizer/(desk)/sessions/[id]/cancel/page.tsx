import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { runsSessions } from "@/lib/people/policy"
import { deskHref, openDeskSession } from "../../../../desk-session"
import { Blocked } from "../../blocked"
import { cancelSessionAction } from "../../change-actions"
import { ChangePreview } from "../../change-preview"
import { SessionFormPage } from "../../form-page"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.cancel"))("title") }
}

/** There is nothing to fill in before, so it begins with what follows from it. */
export default async function CancelSessionPage({ params }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/cancel" })
  const t = await getTranslations("desk.cancel")
  if (session.pausedUntil) return <Blocked session={session} title={t("title")} />
  return (
    <SessionFormPage session={session} title={t("title")}>
      <ChangePreview
        {...{ session, change: { kind: "cancel" }, action: cancelSessionAction }}
        back={deskHref(`/organizer/sessions/${session.id}`, locale)}
      />
    </SessionFormPage>
  )
}
