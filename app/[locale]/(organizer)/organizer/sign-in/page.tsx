import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { getSignedIn } from "@/lib/auth"
import { env } from "@/lib/env"
import { findOpenSignIn } from "@/lib/people/queries-factors"
import { goTo } from "../desk-action"
import { DoneNotice } from "../done-notice"
import { PasskeyForm } from "../passkey-form"
import {
  enterCodeAction,
  enterFactorAction,
  otherAddressAction,
  passkeySignInAction,
  requestCodeAction,
} from "./actions"
import { rememberedRequest } from "./browser-cookie"
import { CodeForm } from "./code-form"
import { deskPath } from "./paths"
import { SignInFrame } from "./sign-in-frame"

type Props = { searchParams: Promise<{ to?: string; done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.signIn"))("title") }
}

export default async function SignInPage({ searchParams }: Props) {
  const search = await searchParams
  const to = deskPath(search.to)
  // Who is signed in by mail alone is led on from there.
  if (await getSignedIn()) await goTo(to)
  const [t, team, asked] = [await getTranslations("desk"), await getTranslations("team"), await rememberedRequest()]
  const open = await findOpenSignIn(asked)
  if (open) return <FactorStep open={open} to={to} />
  const lead = asked ? t("signIn.codeLead", { email: asked.email }) : t("signIn.lead")
  return (
    <SignInFrame title={t("signIn.title")} lead={lead}>
      <DoneNotice done={search.done} />
      {asked ? (
        <>
          <CodeForm id="code" action={enterCodeAction} to={to} label={t("signIn.code")} hint={t("signIn.codeHint")}>
            {t("signIn.enter")}
          </CodeForm>
          <div className="flex flex-wrap gap-x-8 border-t border-line pt-4">
            <ActionForm id="again" action={requestCodeAction} className="contents">
              <input type="hidden" name="email" value={asked.email} />
              <input type="hidden" name="to" value={to} />
              <SubmitButton variant="quiet" size="small" pendingLabel={t("pending")}>
                {t("signIn.again")}
              </SubmitButton>
            </ActionForm>
            <OtherAddress to={to} />
          </div>
        </>
      ) : (
        <>
          <ActionForm id="address" action={requestCodeAction}>
            <TextField name="email" label={t("signIn.email")} type="email" required autoComplete="email" />
            <input type="hidden" name="to" value={to} />
            <SubmitButton wide pendingLabel={t("pending")}>
              {t("signIn.request")}
            </SubmitButton>
          </ActionForm>
          <div className="grid gap-4 border-t border-line pt-6">
            <p className="text-[0.9375rem] text-soft">{team("signIn.passkeyLead")}</p>
            <PasskeyForm id="passkey" action={passkeySignInAction} ceremony="get" variant="outline" to={to}>
              {team("signIn.passkey")}
            </PasskeyForm>
          </div>
        </>
      )}
      {env().SECOND_FACTOR === "offered" && <p className="text-sm text-soft">{team("offered")}</p>}
    </SignInFrame>
  )
}

/** The second step, for who has set up a factor. */
async function FactorStep({ open, to }: { open: { passkey: boolean; totp: boolean }; to: string }) {
  const [t, team] = [await getTranslations("desk"), await getTranslations("team")]
  const kind = open.totp ? "app" : "recovery"
  return (
    <SignInFrame title={team("step.title")} lead={team(open.passkey ? "step.passkeyLead" : "step.appLead")}>
      {open.passkey && (
        <PasskeyForm id="passkey" action={passkeySignInAction} ceremony="get" to={to}>
          {team("signIn.passkey")}
        </PasskeyForm>
      )}
      <ActionForm
        id="factor"
        action={enterFactorAction}
        className={open.passkey ? "grid gap-5 border-t border-line pt-6" : undefined}
      >
        <TextField
          name="code"
          label={team(`step.${kind}Label`)}
          hint={team(`step.${kind}Hint`)}
          required
          autoComplete="one-time-code"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={40}
        />
        <input type="hidden" name="to" value={to} />
        <SubmitButton wide variant={open.passkey ? "outline" : "primary"} pendingLabel={t("pending")}>
          {t("signIn.enter")}
        </SubmitButton>
      </ActionForm>
      <div className="grid gap-3 border-t border-line pt-4">
        <OtherAddress to={to} />
        <p className="text-sm text-soft">{team("step.lost")}</p>
      </div>
    </SignInFrame>
  )
}

async function OtherAddress({ to }: { to: string }) {
  const t = await getTranslations("desk")
  return (
    <ActionForm id="other" action={otherAddressAction} className="contents">
      <input type="hidden" name="to" value={to} />
      <SubmitButton variant="quiet" size="small" pendingLabel={t("pending")}>
        {t("signIn.other")}
      </SubmitButton>
    </ActionForm>
  )
}
