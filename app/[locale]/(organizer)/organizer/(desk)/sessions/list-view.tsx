import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { FilterLinks } from "@/components/desk/filter-links"
import { DeskSessionRow } from "@/components/desk/session-row"
import { Button, LinkButton } from "@/components/ui/button"
import { EmptyState } from "@/components/ui/empty-state"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { listSessions } from "@/lib/sessions/queries"
import { countSessions } from "@/lib/sessions/queries-desk"
import { countWaiting } from "@/lib/waitlist/queries"
import { deskHref } from "../../desk-session"
import { filterOf, isFiltered, kinds, type ListChoice, queryOf, readSessionCursor, showCursor } from "./list-choice"
import { publishSessionsAction } from "./series-actions"

const pageSize = 30

type Props = {
  choice: ListChoice
  home: string
  locale: "de" | "en"
  scope: { hostId?: string }
  /** Runs sessions and does not only look. */
  may: boolean
}

/** The sessions of one kind, page by page, with what can be done with several at once. */
export async function ListView({ choice, home, locale, scope, may }: Props) {
  const [t, series] = [await getTranslations("desk.sessions"), await getTranslations("series.list")]
  const { show, after } = choice
  const wanted = { ...scope, ...filterOf(choice) }
  const [counts, found] = await Promise.all([
    countSessions(locale, wanted),
    // One more than is shown tells whether there are more.
    listSessions(locale, { ...wanted, show, after: readSessionCursor(after), limit: pageSize + 1 }),
  ])
  const sessions = found.slice(0, pageSize)
  const last = found.length > pageSize ? sessions.at(-1) : undefined
  const waiting = await countWaiting(show === "past" ? [] : sessions.map(({ id }) => id))
  const selectable = may && show !== "past"
  return (
    <>
      <nav aria-label={t("filter")} className="mb-4">
        <FilterLinks
          label={t("byState")}
          options={kinds.map((kind) => ({
            href: home + queryOf({ ...choice, show: kind, after: undefined }),
            label: t(`view.${kind}`, { count: counts[kind] }),
            chosen: kind === show,
          }))}
        />
      </nav>
      {sessions.length > 0 ? (
        <Bulk show={selectable ? show : undefined} locale={locale}>
          <ul data-rows>
            {sessions.map((session) => (
              <DeskSessionRow
                key={session.id}
                session={session}
                waiting={waiting.get(session.id)}
                selectable={selectable}
                href={deskHref(`/organizer/sessions/${session.id}`, locale)}
              />
            ))}
          </ul>
        </Bulk>
      ) : (
        <EmptyState
          action={
            may &&
            show !== "past" &&
            !isFiltered(choice) && (
              <LinkButton href={deskHref("/organizer/sessions/new", locale)}>{t("create")}</LinkButton>
            )
          }
        >
          {isFiltered(choice) ? series("emptyFiltered") : t(`empty.${show}`)}
        </EmptyState>
      )}
      <p className="mt-6 flex flex-wrap items-center gap-4">
        {last && (
          <LinkButton variant="outline" size="small" href={home + queryOf({ ...choice, after: showCursor(last) })}>
            {series("further")}
          </LinkButton>
        )}
        {after && (
          <LinkButton variant="quiet" size="small" href={home + queryOf({ ...choice, after: undefined })}>
            {series("fromStart")}
          </LinkButton>
        )}
        {sessions.length > 0 && (
          <a href={`${home}/export${queryOf({ ...choice, after: undefined })}`} download className="ml-auto py-2.5">
            {series("export")}
          </a>
        )}
      </p>
    </>
  )
}

/** Drafts are published at once; calling off is asked on a page of its own, which is told what was ticked. */
async function Bulk({
  show,
  locale,
  children,
}: {
  show?: ListChoice["show"]
  locale: "de" | "en"
  children: ReactNode
}) {
  const [t, desk] = [await getTranslations("series.list"), await getTranslations("desk")]
  const bar = (button: ReactNode) => (
    <p className="flex flex-wrap items-center justify-between gap-4 border-t border-line py-3.5 text-soft">
      {t("selected")}
      {button}
    </p>
  )
  if (show === "drafts")
    return (
      <ActionForm id="drafts" action={publishSessionsAction} className="block">
        {children}
        {bar(
          <SubmitButton variant="outline" size="small" pendingLabel={desk("pending")}>
            {t("publish")}
          </SubmitButton>,
        )}
      </ActionForm>
    )
  if (show === "upcoming")
    return (
      <form action={deskHref("/organizer/sessions/cancel", locale)}>
        {children}
        {bar(
          <Button type="submit" variant="mark" size="small">
            {t("cancel")}
          </Button>,
        )}
      </form>
    )
  return children
}
