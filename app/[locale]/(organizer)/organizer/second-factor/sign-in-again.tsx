import { getTranslations } from "next-intl/server"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { signOutAction } from "../(desk)/settings/actions"
import { SignInFrame } from "../sign-in/sign-in-frame"

/** Instead of a page that changes how one signs in, in a sign-in that is not fresh. */
export async function SignInAgain({ to }: { to: string }) {
  const t = await getTranslations("team.fresh")
  return (
    <SignInFrame title={t("title")} lead={t("lead")}>
      <SignInAgainForm to={to} />
    </SignInFrame>
  )
}

/** Signs out and leads back to `to` through the sign-in. */
export async function SignInAgainForm({ to }: { to: string }) {
  const [t, desk] = [await getTranslations("team.fresh"), await getTranslations("desk")]
  return (
    <ActionForm id="again" action={signOutAction}>
      <input type="hidden" name="to" value={to} />
      <div>
        <SubmitButton variant="outline" pendingLabel={desk("pending")}>
          {t("again")}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
