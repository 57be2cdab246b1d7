import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { ActionForm, SelectField } from "@/components/ui/form"
import { EmptyState } from "@/components/ui/empty-state"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { now as presentTime } from "@/lib/clock"
import { keepsPeople } from "@/lib/people/policy"
import { type CompanyEntry, listCompanies } from "@/lib/people/queries-companies"
import { type Doubtful, listDoubtful } from "@/lib/round/queries-doubtful"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../../desk-session"
import { DoneNotice } from "../../../done-notice"
import { PersonFormPage } from "../person-form-page"
import { readPeopleChoice } from "../people-choice"
import { SearchForm } from "../search-form"
import { assignCompanyAction } from "./actions"

type Props = { searchParams: Promise<{ q?: string; done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("composition.companies"))("title") }
}

/** The companies that are known, and first those of whom nobody can say by itself which they are. */
export default async function CompaniesPage({ searchParams }: Props) {
  await requireTeam({ may: keepsPeople, path: "/organizer/people/companies" })
  const [t, locale, search, now] = [
    await getTranslations("composition.companies"),
    await getLocale(),
    await searchParams,
    presentTime(),
  ]
  const { q: query } = readPeopleChoice(search)
  const [companies, doubtful, all] = await Promise.all([
    listCompanies({ query }, now),
    listDoubtful(now),
    query ? listCompanies({}, now) : null,
  ])
  const home = deskHref("/organizer/people/companies", locale)
  return (
    <>
      <DoneNotice done={search.done} />
      <PersonFormPage title={t("title")} lead={t("lead")}>
        {doubtful.length > 0 && (
          <section aria-labelledby="doubtful" className="mb-12">
            <h2 id="doubtful">{t("doubtful")}</h2>
            <p className="mb-3.5 max-w-[34em] text-[0.9375rem] text-soft">{t("doubtfulLead")}</p>
            <ul>
              {doubtful.map((each) => (
                <DoubtfulRow
                  key={each.bookingId + each.startsAt.toISOString()}
                  doubtful={each}
                  companies={all ?? companies}
                />
              ))}
            </ul>
          </section>
        )}
        <SearchForm action={home} query={query} label={t("search")} />
        <ul className="mt-8">
          {companies.map((company) => (
            <CompanyRow
              key={company.id}
              company={company}
              href={deskHref(`/organizer/people/companies/${company.id}`, locale)}
            />
          ))}
        </ul>
        {companies.length === 0 && <EmptyState>{query ? t("emptySearch", { query }) : t("empty")}</EmptyState>}
      </PersonFormPage>
    </>
  )
}

async function CompanyRow({ company, href }: { company: CompanyEntry; href: string }) {
  const t = await getTranslations("composition.companies")
  const { name, groupName, inGroup, domains, seatsAhead } = company
  return (
    <li className="group relative border-t border-line py-4">
      <a
        href={href}
        className="font-serif text-lg font-[500] wrap-anywhere no-underline group-hover:underline after:absolute after:inset-0"
      >
        {name}
      </a>
      <p className="text-[0.9375rem] wrap-anywhere text-soft">
        {[
          inGroup > 1 && t("group", { name: groupName }),
          domains.join(", ") || t("noDomain"),
          t("ahead", { count: seatsAhead }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </li>
  )
}

async function DoubtfulRow({ doubtful, companies }: { doubtful: Doubtful; companies: CompanyEntry[] }) {
  const [t, locale] = [await getTranslations("composition.companies"), await getLocale()]
  const { bookingId, person, email, company, startsAt, timeZone, alike } = doubtful
  const others = companies.filter(({ id }) => !alike.some((each) => each.id === id))
  return (
    <li className="grid gap-x-8 gap-y-3 border-t border-line py-4 sm:grid-cols-[1fr_18rem]">
      <div>
        <p className="font-serif text-lg font-[500]">{person}</p>
        <p className="text-[0.9375rem] wrap-anywhere text-soft">
          {company} · {email} · {formatDate(startsAt, timeZone, locale)}
        </p>
      </div>
      <ActionForm id={`assign-${bookingId}`} action={assignCompanyAction} className="grid gap-3">
        <input type="hidden" name="bookingId" value={bookingId} />
        <SelectField
          name="company"
          label={t("assignTo", { person })}
          defaultValue={alike[0]?.id ?? "new"}
          options={[
            ...alike.map(({ id, name }) => ({ value: id, label: name })),
            { value: "new", label: t("assignNew", { name: company }) },
            ...others.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
        <div>
          <SubmitButton variant="outline" size="small" pendingLabel={t("pending")}>
            {t("assign")}
          </SubmitButton>
        </div>
      </ActionForm>
    </li>
  )
}
