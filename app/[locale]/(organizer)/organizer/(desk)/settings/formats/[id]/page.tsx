import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { FormatImpactNote } from "@/components/desk/change-impact"
import { findFormatImpact } from "@/lib/bookings/queries-changes"
import { HiddenField } from "@/components/ui/form"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { formatMoney, grossCents } from "@/lib/money"
import { previewLink } from "@/lib/notifications/preview-link"
import { runsSessions } from "@/lib/people/policy"
import { findFormat, listSessions } from "@/lib/sessions/queries"
import { findFormatLink, listFormatVersions } from "@/lib/sessions/queries-formats"
import { deskHref } from "../../../../desk-session"
import { DoneNotice } from "../../../../done-notice"
import { FormerLink } from "../../../former-link"
import { LinkSteps } from "../../../link-steps"
import { editFormatAction, restoreFormatLinkAction } from "../actions"
import { FormatForm } from "../form"
import { showFormat } from "../format-form"
import { Reminders } from "../reminders"
import { SettingsCrumb } from "../../settings-crumb"
import { Versions } from "../versions"
import { settings } from "../../../../../../../settings"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.formats"))("title") }
}

/** A format: its form with the preview, and what it was before. */
export default async function EditFormatPage({ params, searchParams }: Props) {
  const { id } = await params
  await requireTeam({ may: runsSessions, path: `/organizer/settings/formats/${id}` })
  const [t, locale, format] = [
    await getTranslations("desk.formats"),
    await getLocale(),
    (await findFormat(id)) ?? notFound(),
  ]
  const now = presentTime()
  const [sessions, versions, link, impact, people, { timeZone }] = await Promise.all([
    listSessions(locale, { format: format.slug, show: "open", limit: 20 }, now),
    listFormatVersions(id),
    findFormatLink(id, now),
    findFormatImpact(id),
    previewLink({ formatId: id }, now),
    settings(),
  ])
  const { priceNetCents, vatRateBasisPoints, currency } = format
  const name = format.texts.de.shortName
  return (
    <>
      <SettingsCrumb room="formats" here={name} />
      <DoneNotice done={(await searchParams).done} />
      <h1 className="mt-4 mb-3 text-3xl">{name}</h1>
      <p className="mb-3 max-w-[34em] text-soft">{t("editLead")}</p>
      <p className="mb-8">
        <a
          href={deskHref(`/organizer/settings/formats/${id}/texts`, locale)}
          className="inline-flex min-h-11 items-center"
        >
          {(await getTranslations("mailing.texts"))("link")}
        </a>
      </p>
      <FormatForm
        action={editFormatAction}
        shown={{ ...showFormat(format), ...(link.url && { meetingUrl: link.url }) }}
        gross={
          priceNetCents === null
            ? undefined
            : formatMoney(grossCents(priceNetCents, vatRateBasisPoints), currency, locale)
        }
        sessions={sessions}
      >
        <input type="hidden" name="formatId" value={format.id} />
        <HiddenField name="revision" value={format.updatedAt.toISOString()} />
        <FormatImpactNote impact={impact} />
        <LinkSteps impact={people} />
      </FormatForm>
      <div className="mt-8 empty:hidden">
        <FormerLink former={link.former} present={link.url} timeZone={timeZone} action={restoreFormatLinkAction}>
          <input type="hidden" name="formatId" value={format.id} />
        </FormerLink>
      </div>
      {format.kind === "group" && <Reminders formatId={format.id} />}
      <Versions versions={versions} timeZone={timeZone} />
    </>
  )
}
