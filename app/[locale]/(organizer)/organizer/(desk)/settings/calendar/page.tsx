import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { FeedAddress } from "@/components/notifications/feed-address"
import { PageHeader } from "@/components/ui/page-header"
import { requireTeam } from "@/lib/auth"
import { findFeedAddress } from "@/lib/notifications/queries-feeds"
import { runsSessions } from "@/lib/people/policy"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { endFeedAction, renewFeedAction } from "./actions"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("assistant.feed"))("deskTitle") }
}

/** A member's own address for the sessions they see. */
export default async function CalendarPage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/settings/calendar" })
  const t = await getTranslations("assistant.feed")
  return (
    <>
      <SettingsCrumb here={t("crumb")} />
      <DoneNotice done={(await searchParams).done} />
      <div className="mt-4 grid max-w-150 gap-8">
        <PageHeader size="small" title={t("deskTitle")} lead={t(runsSessions(viewer) ? "deskLead" : "deskHostLead")} />
        <p className="text-soft">{t("deskDiscreet")}</p>
        <FeedAddress
          address={await findFeedAddress({ teamMemberId: viewer.id })}
          renew={renewFeedAction}
          end={endFeedAction}
        />
      </div>
    </>
  )
}
