import { getLocale, getTranslations } from "next-intl/server"
import { Badge } from "@/components/ui/badge"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { Viewer } from "@/lib/people/policy"
import { listAuthSessions } from "@/lib/people/queries"
import { formatDateTime } from "@/lib/time-zone"
import { signOutEverywhereAction } from "../actions"
import { deviceOf } from "../device"
import { signOutThereAction } from "./actions"
import { settings } from "../../../../../../settings"

/** Where the member is signed in. When a sign-in was last used is kept nowhere, so it is not said. */
export async function SignIns({ viewer }: { viewer: Viewer }) {
  const [t, team, locale] = [await getTranslations("desk"), await getTranslations("team.signIns"), await getLocale()]
  const [signIns, { timeZone }] = await Promise.all([listAuthSessions(viewer.id), settings()])
  return (
    <section aria-labelledby="sign-ins">
      <h2 id="sign-ins" className="mb-3.5">
        {t("settings.signIns")}
      </h2>
      <ul className="mb-6 max-w-[44em] border-b border-line">
        {signIns.map(({ id, userAgent, createdAt, secondFactor }) => {
          const device = deviceOf(userAgent) || t("settings.device")
          const when = formatDateTime(createdAt, timeZone, locale)
          return (
            <li
              key={id}
              className="grid gap-x-6 border-t border-line py-3.5 sm:min-h-18 sm:grid-cols-[1fr_auto] sm:items-center"
            >
              <div>
                <p>
                  {device} {id === viewer.authSessionId && <Badge>{t("settings.here")}</Badge>}
                </p>
                <p className="text-[0.9375rem] text-soft">{team(`since.${secondFactor ?? "code"}`, { when })}</p>
              </div>
              {id !== viewer.authSessionId && (
                <ActionForm id={`end-${id}`} action={signOutThereAction} className="grid justify-items-start gap-3">
                  <input type="hidden" name="authSessionId" value={id} />
                  <SubmitButton variant="quiet" size="small" pendingLabel={t("pending")}>
                    {team("end")}
                    <span className="sr-only">
                      : {device}, {when}
                    </span>
                  </SubmitButton>
                </ActionForm>
              )}
            </li>
          )
        })}
      </ul>
      <ActionForm id="everywhere" action={signOutEverywhereAction}>
        <div>
          <SubmitButton variant="outline" pendingLabel={t("pending")}>
            {t("settings.everywhere")}
          </SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
