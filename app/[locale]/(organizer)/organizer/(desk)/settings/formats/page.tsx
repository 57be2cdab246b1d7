import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { LengthText, PriceText } from "@/components/sessions/facts"
import { requireTeam } from "@/lib/auth"
import { runsSessions } from "@/lib/people/policy"
import { listFormats } from "@/lib/sessions/queries"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { RowLink } from "@/components/ui/row-link"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.formats"))("title") }
}

export default async function FormatsPage({ searchParams }: Props) {
  await requireTeam({ may: runsSessions, path: "/organizer/settings/formats" })
  const [t, locale] = [await getTranslations("desk.formats"), await getLocale()]
  const formats = await listFormats(locale)
  const create = (
    <LinkButton href={deskHref("/organizer/settings/formats/new", locale)} size="small">
      {t("create")}
    </LinkButton>
  )
  return (
    <>
      <SettingsCrumb here={t("title")} />
      <DoneNotice done={(await searchParams).done} />
      <div className="mt-4 mb-6 flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-3xl">{t("title")}</h1>
        {formats.length > 0 && (
          <div className="flex flex-wrap gap-3">
            <LinkButton href={deskHref("/organizer/sessions/new", locale)} size="small" variant="outline">
              {t("createSession")}
            </LinkButton>
            {create}
          </div>
        )}
      </div>
      {formats.length === 0 && <EmptyState action={create}>{t("empty")}</EmptyState>}
      <ul>
        {formats.map(({ id, texts, kind, lengthMinutes, admission, round, version, ...price }) => (
          <li key={id} className="group relative border-t border-line py-4">
            <h2 className="text-xl leading-[1.3]">
              <RowLink href={deskHref(`/organizer/settings/formats/${id}`, locale)}>
                <span lang={texts.language}>{texts.name}</span>
              </RowLink>
            </h2>
            <p className="text-[0.9375rem] text-soft">
              {t(`kinds.${kind}`)} · <LengthText minutes={lengthMinutes} /> · <PriceText price={priceOf(price)} />
              {kind === "group" && ` · ${t(`admissions.${round === "closed" ? "closed" : admission}`)}`}
              {" · "}
              {t("versions.version", { version })}
            </p>
          </li>
        ))}
      </ul>
    </>
  )
}

const priceOf = (format: { priceNetCents: number | null; vatRateBasisPoints: number; currency: string }) =>
  format.priceNetCents === null ? null : { ...format, netCents: format.priceNetCents }
