import { getTranslations } from "next-intl/server"
import { serverOf } from "@/lib/meeting-servers"
import { findSessionLinks } from "@/lib/sessions/queries-formats"
import type { DeskSession } from "@/lib/sessions/queries"
import { FormerLink } from "../../former-link"
import { restoreAccessAction } from "./edit/actions"
import { HostEntry } from "./host-entry"

/** Where an online session meets, for whoever runs it. The page has already asked whether the session is theirs. */
export async function MeetingAccess({ session, runs, now }: { session: DeskSession; runs: boolean; now: Date }) {
  if (session.format.place !== "online") return null
  const [t, { own, usual, former }] = [await getTranslations("desk.access"), await findSessionLinks(session.id)]
  const url = own ?? usual
  const server = url && session.format.round === "closed" && serverOf(url)
  return (
    <section aria-labelledby="access">
      <h2 id="access" className="mb-2 text-xl">
        {t("title")}
      </h2>
      {url ? (
        <p>
          <a href={url} target="_blank" rel="noreferrer noopener" className="inline-block py-2 break-all">
            {url}
          </a>
          {!own && <span className="text-soft"> ({t("usual")})</span>}
        </p>
      ) : (
        <p className="text-soft">{t("none")}</p>
      )}
      {server ? <HostEntry {...{ session, server, now }} /> : <p className="text-sm text-soft">{t("seen")}</p>}
      {runs && (
        <div className="mt-3 empty:hidden">
          <FormerLink former={former} present={own} timeZone={session.timeZone} action={restoreAccessAction}>
            <input type="hidden" name="sessionId" value={session.id} />
          </FormerLink>
        </div>
      )}
    </section>
  )
}
