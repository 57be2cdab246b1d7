import { getLocale, getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { env } from "@/lib/env"
import { isComplete, type Viewer } from "@/lib/people/policy"
import { signOutAction } from "../(desk)/settings/actions"
import { deskHref } from "../desk-session"

/** The ways out: back to the desk for who may go there, signing out for who may not yet. */
export async function Ways({ viewer, children }: { viewer: Viewer; children?: ReactNode }) {
  const [t, desk] = [await getTranslations("team"), await getTranslations("desk")]
  if (isComplete(viewer, env().SECOND_FACTOR))
    return (
      <p className="grid justify-items-start border-t border-line pt-3">
        {children}
        <a
          href={deskHref("/organizer/settings/security", await getLocale())}
          className="inline-flex min-h-11 items-center"
        >
          {t("setUp.later")}
        </a>
      </p>
    )
  return (
    <div className="grid justify-items-start gap-2 border-t border-line pt-4">
      {children}
      <p className="text-sm text-soft">{t("setUp.required")}</p>
      <ActionForm id="sign-out" action={signOutAction}>
        <div>
          <SubmitButton variant="quiet" size="small" pendingLabel={desk("pending")}>
            {desk("nav.signOut")}
          </SubmitButton>
        </div>
      </ActionForm>
    </div>
  )
}
