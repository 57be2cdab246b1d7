import { requireTeam } from "@/lib/auth"
import { now } from "@/lib/clock"
import { runsHouse } from "@/lib/people/policy"
import { getSettings } from "@/lib/sessions/settings"
import { localDayOf } from "@/lib/time-zone"
import { exportArchive } from "@/lib/transfer/export-archive"
import { actorOf } from "../../../../desk-action"
import { download } from "../../../../../../../download"

/** The archive as a download. A POST, since taking it is logged. */
export async function POST(): Promise<Response> {
  const viewer = await requireTeam({ may: runsHouse })
  const { timeZone } = await getSettings()
  const archive = await exportArchive({ actor: actorOf(viewer) })
  return download(archive, `runde-${localDayOf(now(), timeZone)}.zip`, "application/zip")
}
