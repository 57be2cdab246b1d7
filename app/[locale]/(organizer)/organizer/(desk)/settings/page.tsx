import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { ActionForm, SelectField, TextField } from "@/components/ui/form"
import { LinkButton } from "@/components/ui/button"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsSessions, type Viewer } from "@/lib/people/policy"
import { requestMails } from "@/lib/people/schema"
import { deskHref } from "../../desk-session"
import { DoneNotice } from "../../done-notice"
import { saveOwnSettingsAction } from "./actions"
import { settingsRooms } from "./settings-rooms"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.nav"))("settings") }
}

export default async function SettingsPage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/settings" })
  const [t, team, locale] = [await getTranslations("desk.settings"), await getTranslations("team"), await getLocale()]
  const rooms = settingsRooms.filter(([, may]) => may(viewer))
  return (
    <>
      <DoneNotice done={(await searchParams).done} />
      <h1 className="mb-8 text-3xl">{t("title")}</h1>
      <div className="grid gap-12">
        <OwnSettings viewer={viewer} />
        <OwnSignIn viewer={viewer} />
        <OwnCalendar viewer={viewer} />
        {rooms.length > 0 && (
          <section aria-labelledby="house">
            <h2 id="house" className="mb-3.5">
              {t("house")}
            </h2>
            <ul className="max-w-[34em]">
              {rooms.map(([room]) => (
                <li key={room} className="border-t border-line py-3.5">
                  <a href={deskHref(`/organizer/settings/${room}`, locale)} className="font-[560]">
                    {t(`${room}Title`)}
                  </a>
                  <p className="text-[0.9375rem] text-soft">{t(`${room}Lead`)}</p>
                </li>
              ))}
              <li className="border-t border-line py-3.5">
                <a href={deskHref("/organizer/settings/log", locale)} className="font-[560]">
                  {team("log.title")}
                </a>
                <p className="text-[0.9375rem] text-soft">{team("log.lead")}</p>
              </li>
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

async function OwnSignIn({ viewer }: { viewer: Viewer }) {
  const [t, locale] = [await getTranslations("team.security"), await getLocale()]
  return (
    <section aria-labelledby="sign-in" className="grid justify-items-start gap-3.5">
      <h2 id="sign-in">{t("title")}</h2>
      <p className="max-w-[34em] text-soft">{t(viewer.hasSecondFactor ? "withFactor" : "withoutFactor")}</p>
      <LinkButton variant="outline" href={deskHref("/organizer/settings/security", locale)}>
        {t("open")}
      </LinkButton>
    </section>
  )
}

async function OwnCalendar({ viewer }: { viewer: Viewer }) {
  const [t, locale] = [await getTranslations("assistant.feed"), await getLocale()]
  return (
    <section aria-labelledby="own-calendar" className="grid justify-items-start gap-3.5">
      <h2 id="own-calendar">{t("deskTitle")}</h2>
      <p className="max-w-[34em] text-soft">{t(runsSessions(viewer) ? "deskLead" : "deskHostLead")}</p>
      <LinkButton variant="outline" href={deskHref("/organizer/settings/calendar", locale)}>
        {t("title")}
      </LinkButton>
    </section>
  )
}
