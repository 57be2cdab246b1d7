import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { EmailField } from "@/components/people/email-field"
import { ActionForm, SelectField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { locales } from "@/lib/sessions/schema"
import { listFormats } from "@/lib/sessions/queries"
import { getPathname } from "../../../i18n/navigation"
import { personal } from "../../../site-metadata"
import { readChoice } from "../session-filter"
import { requestSubscriptionAction } from "./actions"

type Props = {
  params: Promise<{ locale: Locale }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "mailing.subscribe" })
  return { title: t("title"), ...personal }
}

/** Where one asks to be told of new dates; of the format and language one comes from, unless one chooses otherwise. */
export default async function SubscribePage({ params, searchParams }: Props) {
  const { locale } = await params
  setRequestLocale(locale)
  const [t, search, formats] = [
    await getTranslations("mailing.subscribe"),
    await searchParams,
    await listFormats(locale, "group"),
  ]
  const choice = readChoice(search)
  const here = getPathname({ href: "/subscribe", locale })
  return (
    <div className="grid max-w-150 gap-8 pt-8 sm:pt-14">
      <PageHeader size="small" title={t("title")} lead={t("lead")} />
      {search.done === "sent" ? (
        <Notice role="status" title={t("sent")}>
          <p className="text-[0.9375rem] text-soft">{t("sentHint")}</p>
          <p>
            <a href={here} className="inline-flex min-h-11 items-center">
              {t("sentAgain")}
            </a>
          </p>
        </Notice>
      ) : (
        <ActionForm id="subscribe" action={requestSubscriptionAction} className="grid gap-5">
          <EmailField name="email" label={t("email")} />
          {formats.length > 1 && (
            <SelectField
              name="formatId"
              label={t("format")}
              defaultValue={formats.find(({ slug }) => slug === choice.format)?.id ?? ""}
              options={[
                { value: "", label: t("everyFormat") },
                ...formats.map(({ id, texts }) => ({ value: id, label: texts.shortName })),
              ]}
            />
          )}
          <SelectField
            name="language"
            label={t("language")}
            defaultValue={choice.language ?? ""}
            options={[
              { value: "", label: t("everyLanguage") },
              ...locales.map((value) => ({ value, label: t(`languages.${value}`) })),
            ]}
          />
          <p className="text-sm text-soft">
            {t.rich("privacy", { link: (chunks) => <a href={getPathname({ href: "/privacy", locale })}>{chunks}</a> })}
          </p>
          <div className="sm:max-w-80">
            <SubmitButton wide pendingLabel={t("pending")}>
              {t("submit")}
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </div>
  )
}
