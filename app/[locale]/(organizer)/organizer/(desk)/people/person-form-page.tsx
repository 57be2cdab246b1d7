import { useLocale, useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { PageHeader } from "@/components/ui/page-header"
import type { Person } from "@/lib/people/queries-people"
import { deskHref } from "../../desk-session"

/** A page with one thing to do with somebody, and the way back. */
export function PersonFormPage({
  person,
  title,
  lead,
  children,
}: {
  person?: Person
  title: string
  lead?: ReactNode
  children: ReactNode
}) {
  const t = useTranslations("people")
  const locale = useLocale()
  const steps = [{ href: deskHref("/organizer/people", locale), label: t("title") }]
  if (person) steps.push({ href: deskHref(`/organizer/people/${person.id}`, locale), label: person.name })
  return (
    <>
      <Breadcrumb label={t("breadcrumb")} steps={steps} here={title} />
      <div className="mt-4 mb-8">
        <PageHeader size="small" title={title} lead={lead} />
      </div>
      {children}
    </>
  )
}
