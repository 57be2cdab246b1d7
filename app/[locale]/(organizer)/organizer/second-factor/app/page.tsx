import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { Notice } from "@/components/ui/notice"
import { QrCode } from "@/components/ui/qr-code"
import { requireSignedIn } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { findTotpOffer } from "@/lib/people/queries-factors"
import { isFresh } from "@/lib/people/rules"
import { deskHref } from "../../desk-session"
import { CodeForm } from "../../sign-in/code-form"
import { deskPath, secondFactorPath } from "../../sign-in/paths"
import { SignInFrame } from "../../sign-in/sign-in-frame"
import { addTotpAction } from "../actions"
import { SignInAgain } from "../sign-in-again"
import { Ways } from "../ways"
import { settings } from "../../../../../settings"

type Props = { searchParams: Promise<{ to?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.app"))("title") }
}

/** An authenticator app, for who has no passkey: a picture for its camera, a key to type, and a code to prove it. */
export default async function TotpPage({ searchParams }: Props) {
  const to = deskPath((await searchParams).to)
  const viewer = await requireSignedIn({ path: "/organizer/second-factor/app" })
  const [t, locale] = [await getTranslations("team.app"), await getLocale()]
  if (!isFresh(viewer.signedInAt, presentTime())) return <SignInAgain to="/organizer/second-factor/app" />
  const offer = await findTotpOffer(viewer, (await settings()).name)
  return (
    <SignInFrame title={t("title")} lead={t("lead")}>
      {offer ? (
        <>
          <div className="grid justify-items-start gap-4">
            <QrCode text={offer.address} label={t("picture")} className="size-56 rounded border border-line" />
            <p className="text-[0.9375rem]">
              <span className="text-soft">{t("key")}</span>
              <br />
              <code translate="no" className="font-sans text-lg tracking-wide break-words">
                {offer.key}
              </code>
            </p>
            <p>
              <a href={offer.address} className="inline-flex min-h-11 items-center text-[0.9375rem]">
                {t("open")}
              </a>
            </p>
          </div>
          <CodeForm id="app" action={addTotpAction} to={to} label={t("code")} hint={t("codeHint")}>
            {t("add")}
          </CodeForm>
        </>
      ) : (
        <Notice title={t("exists")} />
      )}
      <Ways viewer={viewer}>
        <a href={deskHref(secondFactorPath("", to), locale)} className="inline-flex min-h-11 items-center">
          {t("passkey")}
        </a>
      </Ways>
    </SignInFrame>
  )
}
