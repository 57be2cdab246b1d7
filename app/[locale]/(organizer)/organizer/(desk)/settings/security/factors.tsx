import { getLocale, getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { LinkButton } from "@/components/ui/button"
import { ActionForm } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { now as presentTime } from "@/lib/clock"
import { env } from "@/lib/env"
import type { Viewer } from "@/lib/people/policy"
import { listFactors } from "@/lib/people/queries-factors"
import { isFresh } from "@/lib/people/rules"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { SignInAgainForm } from "../../../second-factor/sign-in-again"
import { removeFactorAction, renewRecoveryCodesAction } from "./actions"
import { settings } from "../../../../../../settings"

const here = "?to=/organizer/settings/security"

/** The member's passkeys, app and recovery codes. What changes them is there in a fresh sign-in only. */
export async function Factors({ viewer }: { viewer: Viewer }) {
  const [t, desk, locale] = [await getTranslations("team.factors"), await getTranslations("desk"), await getLocale()]
  const [{ passkeys, totp, recovery }, { timeZone }] = await Promise.all([listFactors(viewer.id), settings()])
  const fresh = isFresh(viewer.signedInAt, presentTime())
  const date = (at: Date) => formatDate(at, timeZone, locale)
  const none = passkeys.length === 0 && !totp
  const remove = (factor: string, name: string) => (
    <ActionForm id={`remove-${factor}`} action={removeFactorAction} className="grid gap-3">
      <input type="hidden" name="factor" value={factor} />
      <SubmitButton variant="quiet" size="small" pendingLabel={desk("pending")}>
        {t("remove")}
        <span className="sr-only">: {name}</span>
      </SubmitButton>
    </ActionForm>
  )
  return (
    <section aria-labelledby="factors">
      <h2 id="factors" className="mb-3.5">
        {t("title")}
      </h2>
      {none && (
        <div className="mb-6">
          <Notice title={t("none")}>
            <p>{t(env().SECOND_FACTOR === "offered" ? "noneOffered" : "noneRequired")}</p>
          </Notice>
        </div>
      )}
      <ul className="mb-6 max-w-[44em] border-b border-line empty:hidden">
        {passkeys.map(({ id, name, createdAt, lastUsedAt }) => (
          <Item
            key={id}
            title={t("passkey", { name })}
            text={`${t("since", { date: date(createdAt) })} ${lastUsedAt ? t("used", { date: date(lastUsedAt) }) : ""}`}
          >
            {fresh && remove(id, name)}
          </Item>
        ))}
        {totp && (
          <Item title={t("totp")} text={t("since", { date: date(totp.createdAt) })}>
            {fresh && remove("totp", t("totp"))}
          </Item>
        )}
        {recovery && (
          <Item title={t("recovery")} text={t(recovery.kept ? "left" : "notKept", { count: recovery.left })}>
            {fresh && !recovery.kept && (
              <a href={deskHref(`/organizer/second-factor/recovery-codes${here}`, locale)} className="py-2.5 text-sm">
                {t("show")}
              </a>
            )}
            {fresh && (
              <ActionForm id="renew-codes" action={renewRecoveryCodesAction} className="grid gap-3">
                <SubmitButton variant="quiet" size="small" pendingLabel={desk("pending")}>
                  {t("renew")}
                </SubmitButton>
              </ActionForm>
            )}
          </Item>
        )}
      </ul>
      {fresh ? (
        <p className="flex flex-wrap gap-4">
          <LinkButton variant={none ? "primary" : "outline"} href={deskHref(`/organizer/second-factor${here}`, locale)}>
            {t("addPasskey")}
          </LinkButton>
          {!totp && (
            <LinkButton variant="outline" href={deskHref(`/organizer/second-factor/app${here}`, locale)}>
              {t("addTotp")}
            </LinkButton>
          )}
        </p>
      ) : (
        <div className="grid max-w-[34em] gap-4">
          <p className="text-soft">{t("notFresh")}</p>
          <SignInAgainForm to="/organizer/settings/security" />
        </div>
      )}
    </section>
  )
}

function Item({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <li className="grid gap-x-6 gap-y-1 border-t border-line py-3.5 sm:grid-cols-[1fr_auto] sm:items-center">
      <div>
        <p>{title}</p>
        <p className="text-[0.9375rem] text-soft">{text}</p>
      </div>
      <div className="flex flex-wrap items-center gap-x-6">{children}</div>
    </li>
  )
}
