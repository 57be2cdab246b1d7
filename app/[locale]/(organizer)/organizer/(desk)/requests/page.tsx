import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { RequestItems } from "@/components/desk/request-items"
import { EmptyState } from "@/components/ui/empty-state"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { listOpenRequests } from "@/lib/bookings/queries"
import { now as presentTime } from "@/lib/clock"
import { runsSessions } from "@/lib/people/policy"
import { listCollisions } from "@/lib/bookings/find-collisions"
import { listSessions } from "@/lib/sessions/queries"
import { deskHref } from "../../desk-session"

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("composition.all"))("title") }
}

/** Every request that waits for its answer, with what stands against those of closed rounds. */
export default async function RequestsPage() {
  await requireTeam({ may: runsSessions, path: "/organizer/requests" })
  const [t, locale, now] = [await getTranslations("composition.all"), await getLocale(), presentTime()]
  const requests = await listOpenRequests()
  const sessions = await listSessions(locale, { ids: [...new Set(requests.map(({ sessionId }) => sessionId))] }, now)
  const open = requests.flatMap((request) => {
    const session = sessions.find(({ id }) => id === request.sessionId)
    return session ? [{ ...request, session }] : []
  })
  const closed = sessions.filter(({ format }) => format.round === "closed").map(({ id }) => id)
  return (
    <>
      <div className="mb-8">
        <PageHeader size="small" title={t("title")} lead={t("lead")} />
      </div>
      <ul>
        <RequestItems
          {...{ requests: open, now, collisions: await listCollisions(closed) }}
          href={(seatId) => deskHref(`/organizer/requests/${seatId}`, locale)}
        />
      </ul>
      {open.length === 0 && <EmptyState>{t("empty")}</EmptyState>}
    </>
  )
}
