import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { CompanyFields } from "@/components/bookings/round-fields"
import { ContactFields } from "@/components/desk/contact-fields"
import { ActionForm, TickField, WhenValue } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { runsSessions } from "@/lib/people/policy"
import { openDeskSession } from "../../../../desk-session"
import { addByHandAction } from "../../actions"
import { SessionFormPage } from "../../form-page"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.add"))("title") }
}

export default async function AddPersonPage({ params }: Props) {
  const { session, locale } = await openDeskSession((await params).id, { may: runsSessions, path: "/add" })
  const t = await getTranslations("desk")
  return (
    <SessionFormPage session={session} title={t("add.title")}>
      <ActionForm id="add" action={addByHandAction}>
        <input type="hidden" name="sessionId" value={session.id} />
        <input type="hidden" name="requestId" value={randomUUID()} />
        <Notice title={t("add.free", { free: session.seats.free })}>
          <p className="text-soft">{t("add.lead")}</p>
        </Notice>
        <ContactFields known={{ role: "managing_director", locale }} />
        {session.format.round === "closed" && <CompanyFields prefix="" required={false} />}
        {/* Asked once something is known to stand against it. */}
        <WhenValue name="warned" is="1">
          <TickField name="anyway">{t("add.anyway")}</TickField>
        </WhenValue>
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("add.submit")}</SubmitButton>
        </div>
      </ActionForm>
    </SessionFormPage>
  )
}
