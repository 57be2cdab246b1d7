import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireSignedIn } from "@/lib/auth"
import { findNewRecoveryCodes } from "@/lib/people/queries-factors"
import { goTo } from "../../desk-action"
import { deskPath } from "../../sign-in/paths"
import { SignInFrame } from "../../sign-in/sign-in-frame"
import { keepRecoveryCodesAction } from "../actions"

type Props = { searchParams: Promise<{ to?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.recovery"))("title") }
}

/** The recovery codes, until somebody says that they have them. */
export default async function RecoveryCodesPage({ searchParams }: Props) {
  const to = deskPath((await searchParams).to)
  const viewer = await requireSignedIn({ path: "/organizer/second-factor/recovery-codes" })
  const [t, desk] = [await getTranslations("team.recovery"), await getTranslations("desk")]
  const codes = (await findNewRecoveryCodes(viewer)) ?? (await goTo("/organizer/settings/security"))
  return (
    <SignInFrame title={t("title")} lead={t("lead")}>
      <ol
        translate="no"
        className="grid gap-x-8 border-y border-ink py-4 text-lg whitespace-nowrap sm:grid-cols-2"
        aria-label={t("list")}
      >
        {codes.map((code) => (
          <li key={code} className="py-1 font-mono text-base hyphens-none">
            {code}
          </li>
        ))}
      </ol>
      <p className="text-[0.9375rem] text-soft">{t("advice")}</p>
      <ActionForm id="keep" action={keepRecoveryCodesAction}>
        <input type="hidden" name="to" value={to} />
        <SubmitButton wide pendingLabel={desk("pending")}>
          {t("kept")}
        </SubmitButton>
      </ActionForm>
    </SignInFrame>
  )
}
