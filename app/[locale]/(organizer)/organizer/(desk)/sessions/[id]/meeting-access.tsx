import { getTranslations } from "next-intl/server"
import { findSessionLinks } from "@/lib/sessions/queries-formats"
import type { DeskSession } from "@/lib/sessions/queries"

/** Where an online session meets, for whoever runs it. The page has already asked whether the session is theirs. */
export async function MeetingAccess({ session }: { session: DeskSession }) {
  if (session.format.place !== "online") return null
  const [t, { own, usual }] = [await getTranslations("desk.access"), await findSessionLinks(session.id)]
  const url = own ?? usual
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
      <p className="text-sm text-soft">{t("seen")}</p>
    </section>
  )
}
