import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { ActionForm, SelectField, TextField } from "@/components/ui/form"
import { Badge } from "@/components/ui/badge"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsHouse, runsSessions, type Viewer } from "@/lib/people/policy"
import { listAuthSessions } from "@/lib/people/queries"
import { requestMails } from "@/lib/people/schema"
import { getSettings } from "@/lib/sessions/settings"
import { formatDateTime } from "@/lib/time-zone"
import { deskHref } from "../../desk-session"
import { DoneNotice } from "../../done-notice"
import { saveOwnSettingsAction, signOutEverywhereAction } from "./actions"
import { deviceOf } from "./device"

const pages = ["formats", "house", "team", "transfer"] as const

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("settings") }
}

export default async function SettingsPage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/settings" })
  const [t, locale] = [await getTranslations("desk.settings"), await getLocale()]
  return (
    <>
      <DoneNotice done={(await searchParams).done} />
      <h1 className="mb-8 text-3xl">{t("title")}</h1>
      <div className="grid gap-12">
        <OwnSettings viewer={viewer} />
        <SignIns viewer={viewer} />
        {runsSessions(viewer) && (
          <section aria-labelledby="house">
            <h2 id="house" className="mb-3.5">
              {t("house")}
            </h2>
            <ul className="max-w-[34em]">
              {(runsHouse(viewer) ? pages : pages.slice(0, 1)).map((page) => (
                <li key={page} className="border-t border-line py-3.5">
                  <a href={deskHref(`/organizer/settings/${page}`, locale)} className="font-[560]">
                    {t(`${page}Title`)}
                  </a>
                  <p className="text-[0.9375rem] text-soft">{t(`${page}Lead`)}</p>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  )
}

async function OwnSettings({ viewer }: { viewer: Viewer }) {
  const t = await getTranslations("desk")
  return (
    <section aria-labelledby="own">
      <h2 id="own" className="mb-3.5">
        {t("settings.own")}
      </h2>
      <ActionForm id="own-settings" action={saveOwnSettingsAction}>
        <TextField name="name" label={t("settings.name")} defaultValue={viewer.name} required maxLength={120} />
        <SelectField
          name="requestMails"
          label={t("settings.requestMails")}
          hint={t("settings.requestMailsHint")}
          defaultValue={viewer.requestMails}
          options={requestMails.map((value) => ({ value, label: t(`settings.requestMail.${value}`) }))}
        />
        <SelectField
          name="locale"
          label={t("settings.locale")}
          defaultValue={viewer.locale}
          options={(["de", "en"] as const).map((value) => ({ value, label: t(`languages.${value}`) }))}
        />
        <div>
          <SubmitButton pendingLabel={t("pending")}>{t("settings.save")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}

async function SignIns({ viewer }: { viewer: Viewer }) {
  const [t, locale] = [await getTranslations("desk"), await getLocale()]
  const [signIns, { timeZone }] = [await listAuthSessions(viewer.id), await getSettings()]
  return (
    <section aria-labelledby="sign-ins">
      <h2 id="sign-ins" className="mb-3.5">
        {t("settings.signIns")}
      </h2>
      <ul className="mb-6 max-w-[34em]">
        {signIns.map(({ id, userAgent, createdAt }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-6 border-t border-line py-3">
            <span>
              {deviceOf(userAgent) || t("settings.device")}{" "}
              {id === viewer.authSessionId && <Badge>{t("settings.here")}</Badge>}
            </span>
            <span className="text-sm text-soft">
              {t("settings.since", { when: formatDateTime(createdAt, timeZone, locale) })}
            </span>
          </li>
        ))}
      </ul>
      <ActionForm id="everywhere" action={signOutEverywhereAction}>
        <div>
          <SubmitButton variant="outline" pendingLabel={t("pending")}>
            {t("settings.everywhere")}
          </SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
