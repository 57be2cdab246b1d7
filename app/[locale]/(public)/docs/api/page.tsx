import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { connection } from "next/server"
import { PageHeader } from "@/components/ui/page-header"
import { Prose } from "@/components/ui/prose"
import { operations } from "../../../../api/_contract/operations"
import { reasons } from "../../../../api/_contract/reasons"
import { alternates } from "../../../../site-metadata"
import { Example } from "./example"
import { Words } from "./field-list"
import { OperationSection } from "./operation-section"

type Props = { params: Promise<{ locale: Locale }> }

const rules = ["json", "server", "repeat", "proof", "silence"] as const

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  const t = await getTranslations({ locale, namespace: "api" })
  return { title: t("title"), description: t("metaDescription"), alternates: await alternates("/docs/api", locale) }
}

/** The API for people, from the same descriptions as /api/openapi.json. */
export default async function ApiPage({ params }: Props) {
  setRequestLocale((await params).locale)
  await connection()
  const t = await getTranslations("api")
  return (
    <div className="grid grid-cols-1 gap-12 pt-8 sm:gap-16 sm:pt-14">
      <PageHeader title={t("title")} lead={t("lead")} />
      <Prose>
        <h2>{t("rules.title")}</h2>
        <ul>
          {rules.map((rule) => (
            <li key={rule}>{t(`rules.${rule}`)}</li>
          ))}
        </ul>
        <p>
          <a href="/api/openapi.json">{t("rules.document")}</a>
        </p>
      </Prose>
      <Example />
      <section className="grid grid-cols-1 gap-10">
        <h2>{t("operations.title")}</h2>
        {operations.map((operation) => (
          <OperationSection key={operation.id} operation={operation} />
        ))}
      </section>
      <section className="grid gap-5">
        <h2>{t("reasons.title")}</h2>
        <p className="max-w-[34em]">{t("reasons.lead")}</p>
        <dl lang="en" className="border-t border-line text-sm">
          {Object.entries(reasons).map(([reason, [status, , detail]]) => (
            <div
              key={reason}
              id={reason}
              className="grid gap-x-6 border-b border-line py-2 target:bg-wash sm:grid-cols-[17rem_1fr]"
            >
              <dt>
                {status} <code>{reason}</code>
              </dt>
              <dd>
                <Words>{detail}</Words>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  )
}
