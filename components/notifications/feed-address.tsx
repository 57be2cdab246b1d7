import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { LinkButton } from "@/components/ui/button"
import { CopyField } from "@/components/ui/copy-field"
import { ActionForm, type FormAction } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"

/** The address of a feed, to take along and to open; how to make one, a new one, and none. */
export function FeedAddress({
  address,
  renew,
  end,
  children,
}: {
  address: string | null
  renew: FormAction
  end: FormAction
  /** What goes along with both forms. */
  children?: ReactNode
}) {
  const [t, copy] = [useTranslations("assistant.feed"), useTranslations("assistant.copy")]
  return (
    <div className="grid gap-8">
      {address && (
        <div className="grid gap-5">
          <CopyField
            id="feed-address"
            label={t("address")}
            value={address}
            texts={{ copy: copy("copy"), copied: copy("copied") }}
          />
          <p>
            <LinkButton href={address.replace(/^https?:/, "webcal:")}>{t("subscribe")}</LinkButton>
          </p>
          <p className="text-sm text-soft">{t("how")}</p>
        </div>
      )}
      <div className="grid gap-3">
        {address && <p className="border-t border-line pt-5 text-soft">{t("renewText")}</p>}
        <div className="flex flex-wrap gap-4">
          <ActionForm id="renew-feed" action={renew} className="grid">
            {children}
            <SubmitButton variant={address ? "outline" : "primary"} pendingLabel={t("making")}>
              {address ? t("renew") : t("make")}
            </SubmitButton>
          </ActionForm>
          {address && (
            <ActionForm id="end-feed" action={end} className="grid">
              {children}
              <SubmitButton variant="mark" pendingLabel={t("ending")}>
                {t("end")}
              </SubmitButton>
            </ActionForm>
          )}
        </div>
      </div>
    </div>
  )
}
