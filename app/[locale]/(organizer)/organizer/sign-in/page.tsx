import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, TextField } from "@/components/ui/form"
import { Logo } from "@/components/ui/logo"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { getViewer } from "@/lib/auth"
import { goTo } from "../desk-action"
import { DoneNotice } from "../done-notice"
import { enterCodeAction, otherAddressAction, requestCodeAction } from "./actions"
import { rememberedRequest } from "./browser-cookie"
import { deskPath } from "./paths"

type Props = { searchParams: Promise<{ to?: string; done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.signIn"))("title") }
}

export default async function SignInPage({ searchParams }: Props) {
  const { to, done } = await searchParams
  if (await getViewer()) await goTo(deskPath(to))
  const t = await getTranslations("desk")
  const asked = await rememberedRequest()
  return (
    <main id="main" tabIndex={-1} className="wrap grid flex-1 content-center py-16">
      <div className="mx-auto grid w-full max-w-[26rem] gap-8">
        <Logo className="size-14" />
        <DoneNotice done={done} />
        <PageHeader
          size="small"
          title={t("signIn.title")}
          lead={asked ? t("signIn.codeLead", { email: asked.email }) : t("signIn.lead")}
        />
        {asked ? (
          <>
            <ActionForm id="code" action={enterCodeAction}>
              <TextField
                name="code"
                label={t("signIn.code")}
                hint={t("signIn.codeHint")}
                required
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={12}
                className="[&_input]:text-2xl [&_input]:tracking-[0.3em]"
              />
              <input type="hidden" name="to" value={deskPath(to)} />
              <SubmitButton wide pendingLabel={t("pending")}>
                {t("signIn.enter")}
              </SubmitButton>
            </ActionForm>
            <div className="flex flex-wrap gap-x-8 border-t border-line pt-4">
              <ActionForm id="again" action={requestCodeAction} className="contents">
                <input type="hidden" name="email" value={asked.email} />
                <input type="hidden" name="to" value={deskPath(to)} />
                <SubmitButton variant="quiet" size="small" pendingLabel={t("pending")}>
                  {t("signIn.again")}
                </SubmitButton>
              </ActionForm>
              <ActionForm id="other" action={otherAddressAction} className="contents">
                <input type="hidden" name="to" value={deskPath(to)} />
                <SubmitButton variant="quiet" size="small" pendingLabel={t("pending")}>
                  {t("signIn.other")}
                </SubmitButton>
              </ActionForm>
            </div>
          </>
        ) : (
          <ActionForm id="address" action={requestCodeAction}>
            <TextField name="email" label={t("signIn.email")} type="email" required autoComplete="email" />
            <input type="hidden" name="to" value={deskPath(to)} />
            <SubmitButton wide pendingLabel={t("pending")}>
              {t("signIn.request")}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </main>
  )
}
