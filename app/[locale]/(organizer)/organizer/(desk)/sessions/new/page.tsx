import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { buttonClass, LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import type { FormAnswer } from "@/components/ui/form"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import { listTeam } from "@/lib/people/queries"
import { findDeskSession, listFormats } from "@/lib/sessions/queries"
import { listClashes } from "@/lib/sessions/queries-desk"
import { formatDate } from "@/lib/time-zone"
import { typed } from "../../../../../../form-answer"
import { sayProblems, sayRefusal } from "../../../desk-action"
import { deskHref } from "../../../desk-session"
import { SessionFormPage } from "../form-page"
import { Preview } from "./preview"
import { firstValues, planOf, readWish } from "./wish"
import { WishForm } from "./wish-form"
import { settings } from "../../../../../../settings"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("series.new"))("title") }
}

/**
 * One date or several. The form goes into the address and the page answers with every date; only from there are they
 * made. With `from` the form says what another session is like; with `dates=several` it begins with a series.
 */
export default async function NewSessionsPage({ searchParams }: Props) {
  await requireTeam({ may: runsSessions, path: "/organizer/sessions/new" })
  const [t, regions] = [await getTranslations("series.new"), await getTranslations("series.region.names")]
  const [locale, search, now] = [await getLocale(), await searchParams, presentTime()]
  const [formats, team, house, copied] = await Promise.all([
    listFormats(locale, "group"),
    listTeam(),
    settings(),
    typeof search.from === "string" ? findDeskSession(search.from, locale) : null,
  ])
  const home = deskHref("/organizer/sessions/new", locale)
  if (formats.length === 0)
    return (
      <SessionFormPage title={t("title")}>
        <EmptyState
          action={
            <LinkButton href={deskHref("/organizer/settings/formats/new", locale)}>{t("createFormat")}</LinkButton>
          }
        >
          {t("noFormat")}
        </EmptyState>
      </SessionFormPage>
    )

  const dates = search.dates === "several" ? "several" : "one"
  const given = formDataOf(search.look ? search : { ...firstValues(copied, house, now, dates), ...wished(search) })
  const wish = search.look ? readWish(typed(given)) : null
  const plan = wish?.success ? planOf(wish.data, { formats, settings: house, now }) : null
  const clashes = plan?.ok
    ? await listClashes(
        plan.planned.map((date) => ({ ...date, key: date.day })),
        locale,
      )
    : []
  const answer: NonNullable<FormAnswer> = (wish?.error && (await sayProblems(wish.error, given))) ??
    (plan && !plan.ok ? await sayRefusal(plan, given) : null) ?? {
      ...{ stamp: "", message: "", errors: {}, values: typed(given) },
    }
  const form = (
    <WishForm
      {...{ action: home, answer, formats, team, now }}
      region={house.region ? regions(house.region) : t("everywhere")}
      open={copied !== null}
    />
  )
  const lead = copied ? t("copyLead", { date: formatDate(copied.startsAt, copied.timeZone, locale) }) : t("lead")
  return (
    <SessionFormPage title={t("title")} lead={plan?.ok ? undefined : lead}>
      {plan?.ok ? (
        <div className="grid max-w-[34em] gap-10">
          <Preview {...{ plan, clashes }} hostName={team.find(({ id }) => id === plan.shared.hostId)?.name ?? null} />
          <details className="border-t border-line pt-4">
            <summary className={buttonClass({ variant: "quiet" })}>
              {(await getTranslations("series.preview"))("change")}
            </summary>
            <div className="mt-5">{form}</div>
          </details>
        </div>
      ) : (
        form
      )}
    </SessionFormPage>
  )
}

/** What a link says of a date to be made, from the times people have wished for. */
const wished = ({ formatId, language, localStart }: Record<string, string | string[] | undefined>) =>
  Object.fromEntries(
    Object.entries({ formatId, language, localStart }).filter(([, value]) => typeof value === "string" && value),
  )

/** What stands in the address as if it had been sent; of a name that comes twice the last one counts, as in a form. */
function formDataOf(search: Record<string, string | string[] | undefined>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(search)) {
    const last = Array.isArray(value) ? value.at(-1) : value
    if (last !== undefined) data.set(name, last)
  }
  return data
}
