import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { DunningFields } from "@/components/desk/dunning-fields"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { ActionForm } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsHouse } from "@/lib/people/policy"
import { settings } from "../../../../../../settings"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { moneyPath, remindersPath } from "../money-places"
import { saveDunningAction } from "./actions"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("dunning.settings"))("title") }
}

/** When somebody who has not paid is reminded, and whether it goes by itself. */
export default async function RemindersPage({ searchParams }: Props) {
  await requireTeam({ may: runsHouse, path: remindersPath })
  const [t, desk, nav, locale, { dunning }] = [
    await getTranslations("dunning.settings"),
    await getTranslations("desk"),
    await getTranslations("money.nav"),
    await getLocale(),
    await settings(),
  ]
  return (
    <>
      <DoneNotice done={(await searchParams).done} />
      <Breadcrumb
        label={desk("session.breadcrumb")}
        steps={[{ href: deskHref(moneyPath("open"), locale), label: nav("open") }]}
        here={t("title")}
      />
      <div className="mt-4 mb-8">
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
      </div>
      <ActionForm id="dunning" action={saveDunningAction} className="grid max-w-[40em] gap-7">
        <DunningFields dunning={dunning} />
        <p className="max-w-[34em] text-[0.9375rem] text-soft">
          {t("texts")}{" "}
          <a href={deskHref("/organizer/settings/formats", locale)} className="inline-block py-2.5">
            {desk("formats.title")}
          </a>
        </p>
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}
