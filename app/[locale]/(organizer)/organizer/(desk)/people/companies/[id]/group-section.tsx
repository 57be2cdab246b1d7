import { useTranslations } from "next-intl"
import { ActionForm, SelectField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { CompanyDetails } from "@/lib/people/queries-companies"
import { regroupAction } from "../actions"

type Props = { company: CompanyDetails; groups: { id: string; name: string }[]; href: (companyId: string) => string }

/** With whom a company is one: joined with another group, or taken out of its own. */
export function GroupSection({ company: { id, members }, groups, href }: Props) {
  const t = useTranslations("composition.companies")
  const others = members.filter((member) => member.id !== id)
  return (
    <section aria-labelledby="group">
      <h2 id="group" className="mb-3.5">
        {t("groupTitle")}
      </h2>
      {others.length === 0 ? (
        <p className="border-t border-line py-3.5 text-soft">{t("alone")}</p>
      ) : (
        <>
          <p className="text-[0.9375rem] text-soft">{t("members")}</p>
          <ul className="mb-3">
            {others.map((member) => (
              <li key={member.id}>
                <a href={href(member.id)} className="inline-flex min-h-11 items-center wrap-anywhere">
                  {member.name}
                </a>
              </li>
            ))}
          </ul>
          <ActionForm id="apart" action={regroupAction} className="mb-5 grid gap-3">
            <input type="hidden" name="companyId" value={id} />
            <input type="hidden" name="groupId" value="alone" />
            <div>
              <SubmitButton variant="outline" size="small" pendingLabel={t("pending")}>
                {t("apart")}
              </SubmitButton>
            </div>
          </ActionForm>
        </>
      )}
      {groups.length > 0 && (
        <ActionForm id="join" action={regroupAction} className="grid max-w-[34em] gap-5 border-t border-line pt-5">
          <input type="hidden" name="companyId" value={id} />
          <SelectField
            name="groupId"
            label={t("joinWith")}
            options={[
              { value: "", label: t("choose") },
              ...groups.map((group) => ({ value: group.id, label: group.name })),
            ]}
          />
          <div>
            <SubmitButton variant="outline" size="small" pendingLabel={t("pending")}>
              {t("join")}
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </section>
  )
}
