import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { runsSessions } from "@/lib/people/policy"
import type { DeskSession } from "@/lib/sessions/queries"
import { deskHref, openDeskSession } from "../../../../desk-session"
import { Blocked } from "../../blocked"
import { cancelSessionAction } from "../../change-actions"
import { ChangePreview } from "../../change-preview"
import { SessionFormPage } from "../../form-page"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ why?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.cancel"))("title") }
}

/** There is nothing to fill in before, so it begins with what follows from it. */
export default async function CancelSessionPage({ params, searchParams }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/cancel" })
  const t = await getTranslations("desk.cancel")
  if (session.pausedUntil) return <Blocked session={session} title={t("title")} />
  return (
    <SessionFormPage session={session} title={t("title")}>
      <ChangePreview
        {...{ session, change: { kind: "cancel" }, action: cancelSessionAction }}
        // A first sentence for the usual reason, in the language of the session; it can be written over.
        message={(await searchParams).why === "minimum" ? await tooFew(session) : undefined}
        back={deskHref(`/organizer/sessions/${session.id}`, locale)}
      />
    </SessionFormPage>
  )
}

const tooFew = async ({ language: locale }: DeskSession) =>
  (await getTranslations({ locale, namespace: "viability" }))("tooFew")
