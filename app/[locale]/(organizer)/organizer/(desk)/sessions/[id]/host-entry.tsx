import { getLocale, getTranslations } from "next-intl/server"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { hostDoorOf, hostOpensAt } from "@/lib/round/rules-door"
import type { DeskSession } from "@/lib/sessions/queries"
import { formatDateTime } from "@/lib/time-zone"
import { enterAsHostAction } from "./host-actions"

/** Of an address on a server of our own: that everybody has their own, and the way in for whoever leads the round. */
export async function HostEntry({
  session,
  server,
  now,
}: {
  session: DeskSession
  server: "jitsi" | "bigbluebutton"
  now: Date
}) {
  const [t, locale] = [await getTranslations("desk.access"), await getLocale()]
  const door = hostDoorOf(session, now)
  const from = formatDateTime(hostOpensAt(session.startsAt), session.timeZone, locale)
  return (
    <>
      <p className="text-sm text-soft">{t(`signed.${server}`)}</p>
      {door === "host_too_early" && <p className="mt-2 text-sm text-soft">{t("host.from", { from })}</p>}
      {door === "open" && (
        <ActionForm id="host-entry" action={enterAsHostAction} className="mt-3 grid justify-items-start gap-3">
          <input type="hidden" name="sessionId" value={session.id} />
          <SubmitButton size="small" variant="outline" pendingLabel={t("host.pending")}>
            {t("host.enter")}
          </SubmitButton>
        </ActionForm>
      )}
    </>
  )
}
