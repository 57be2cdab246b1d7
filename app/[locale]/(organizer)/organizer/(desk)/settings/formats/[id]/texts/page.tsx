import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { Badge } from "@/components/ui/badge"
import { requireTeam } from "@/lib/auth"
import { listOwnTexts } from "@/lib/notifications/queries-texts"
import { editableGroups, hasReader, readers } from "@/lib/notifications/rules-texts"
import { runsSessions } from "@/lib/people/policy"
import { findFormat } from "@/lib/sessions/queries"
import { deskHref } from "../../../../../desk-session"
import { SettingsCrumb } from "../../../settings-crumb"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mailing.texts"))("title") }
}

/** Every mail of a format, and which of them the house says in its own words. */
export default async function TextsPage({ params }: Props) {
  const { id } = await params
  await requireTeam({ may: runsSessions, path: `/organizer/settings/formats/${id}/texts` })
  const [t, locale, format, own] = [
    await getTranslations("mailing.texts"),
    await getLocale(),
    (await findFormat(id)) ?? notFound(),
    await listOwnTexts(id),
  ]
  // Nobody is asked to pay for what costs nothing.
  const groups = Object.entries(editableGroups).filter(
    ([group]) => group !== "payment" || format.priceNetCents !== null,
  )
  return (
    <>
      <SettingsCrumb room="formats" here={format.texts[locale].shortName} />
      <h1 className="mt-4 mb-3 text-3xl">{t("title")}</h1>
      <p className="mb-8 max-w-[34em] text-soft">{t("lead")}</p>
      <div className="grid gap-10">
        {groups.map(([group, kinds]) => (
          <section key={group} aria-labelledby={group}>
            <h2 id={group} className="mb-3.5">
              {t(`groups.${group as "seat"}`)}
            </h2>
            <ul className="max-w-[44em]">
              {kinds.map((kind) => (
                <li
                  key={kind}
                  className="grid gap-x-6 border-t border-line py-2 sm:grid-cols-[1fr_auto] sm:items-center"
                >
                  <span className="font-[540]">{t(`kinds.${kind}`)}</span>
                  <span className="flex flex-wrap items-center gap-x-6">
                    {readers
                      .filter((reader) => hasReader(kind, reader))
                      .map((reader) => (
                        <a
                          key={reader}
                          href={deskHref(
                            `/organizer/settings/formats/${id}/texts/${kind}${reader === "participant" ? "" : `?reader=${reader}`}`,
                            locale,
                          )}
                          className="inline-flex min-h-11 items-center gap-2"
                        >
                          <span className="sr-only">{t(`kinds.${kind}`)}: </span>
                          {t(`readers.${reader}`)}
                          {own.has(`${kind} ${reader}`) && <Badge tone="accent">{t("own")}</Badge>}
                        </a>
                      ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </>
  )
}
