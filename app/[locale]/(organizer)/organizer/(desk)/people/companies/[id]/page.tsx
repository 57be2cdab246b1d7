import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { notFound } from "next/navigation"
import { Breadcrumb } from "@/components/ui/breadcrumb"
import { ActionForm, TextField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { keepsPeople } from "@/lib/people/policy"
import { findCompany, listGroups } from "@/lib/people/queries-companies"
import { formatDateTime } from "@/lib/time-zone"
import { deskHref } from "../../../../desk-session"
import { DoneNotice } from "../../../../done-notice"
import { editCompanyAction } from "../actions"
import { ConflictSection } from "./conflict-section"
import { DomainSection } from "./domain-section"
import { GroupSection } from "./group-section"

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("composition.companies"))("title") }
}

/** One company: what it is called, what proves it, with whom it is one, and with whom it does not sit. */
export default async function CompanyPage({ params, searchParams }: Props) {
  const { id } = await params
  await requireTeam({ may: keepsPeople, path: `/organizer/people/companies/${id}` })
  const [t, people, locale] = [
    await getTranslations("composition.companies"),
    await getTranslations("people"),
    await getLocale(),
  ]
  const company = (await findCompany(id)) ?? notFound()
  const groups = (await listGroups()).filter((group) => group.id !== company.groupId)
  const href = (path: string) => deskHref(`/organizer/${path}`, locale)
  return (
    <>
      <Breadcrumb
        label={people("breadcrumb")}
        steps={[
          { href: href("people"), label: people("title") },
          { href: href("people/companies"), label: t("title") },
        ]}
        here={<span className="wrap-anywhere">{company.name}</span>}
      />
      <DoneNotice done={(await searchParams).done} />
      <div className="mt-4 mb-10">
        <PageHeader size="small" title={<span className="wrap-anywhere">{company.name}</span>} />
      </div>
      <div className="grid gap-x-16 gap-y-12 lg:grid-cols-2">
        <ActionForm id="company" action={editCompanyAction}>
          <input type="hidden" name="companyId" value={company.id} />
          <TextField name="name" label={t("name")} defaultValue={company.name} required maxLength={160} />
          <TextField
            name="groupName"
            label={t("groupName")}
            defaultValue={company.groupName}
            required
            maxLength={160}
          />
          <div>
            <SubmitButton variant="outline" pendingLabel={t("pending")}>
              {t("save")}
            </SubmitButton>
          </div>
        </ActionForm>
        <section aria-labelledby="seats">
          <h2 id="seats" className="mb-3.5">
            {t("seats")}
          </h2>
          <ul>
            {company.seats.map(({ seatId, person, startsAt, timeZone }) => (
              <li key={seatId} className="border-t border-line py-2.5">
                <a href={href(`requests/${seatId}`)} className="inline-block py-1">
                  {person}
                </a>
                <span className="block text-[0.9375rem] text-soft">{formatDateTime(startsAt, timeZone, locale)}</span>
              </li>
            ))}
          </ul>
          {company.seats.length === 0 && <p className="border-t border-line py-3.5 text-soft">{t("seatsEmpty")}</p>}
        </section>
        <DomainSection company={company} />
        <GroupSection company={company} groups={groups} href={(other) => href(`people/companies/${other}`)} />
        <ConflictSection company={company} groups={groups} />
      </div>
    </>
  )
}
