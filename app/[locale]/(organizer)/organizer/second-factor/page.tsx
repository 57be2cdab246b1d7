import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { headers } from "next/headers"
import { TextField } from "@/components/ui/form"
import { requireSignedIn } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { isFresh } from "@/lib/people/rules"
import { deviceOf } from "../(desk)/settings/device"
import { deskHref } from "../desk-session"
import { PasskeyForm } from "../passkey-form"
import { deskPath, secondFactorPath } from "../sign-in/paths"
import { SignInFrame } from "../sign-in/sign-in-frame"
import { addPasskeyAction } from "./actions"
import { SignInAgain } from "./sign-in-again"
import { Ways } from "./ways"

type Props = { searchParams: Promise<{ to?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.setUp"))("title") }
}

/** Where a second factor is set up: the only page of the desk for who has signed in by mail alone. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const to = deskPath((await searchParams).to)
  const viewer = await requireSignedIn({ path: "/organizer/second-factor" })
  const [t, locale] = [await getTranslations("team.setUp"), await getLocale()]
  if (!isFresh(viewer.signedInAt, presentTime())) return <SignInAgain to="/organizer/second-factor" />
  const device = deviceOf((await headers()).get("user-agent") ?? "")
  return (
    <SignInFrame title={t(viewer.hasSecondFactor ? "another" : "title")} lead={t("lead")}>
      <PasskeyForm
        id="add-passkey"
        action={addPasskeyAction}
        ceremony="create"
        to={to}
        fields={
          <TextField
            name="name"
            label={t("name")}
            hint={t("nameHint")}
            defaultValue={device || t("thisDevice")}
            required
            maxLength={60}
          />
        }
      >
        {t("passkey")}
      </PasskeyForm>
      <div className="grid gap-1 border-t border-line pt-5">
        <p className="text-[0.9375rem] text-soft">{t("appLead")}</p>
        <p>
          <a href={deskHref(secondFactorPath("/app", to), locale)} className="inline-flex min-h-11 items-center">
            {t("app")}
          </a>
        </p>
      </div>
      <Ways viewer={viewer} />
    </SignInFrame>
  )
}
