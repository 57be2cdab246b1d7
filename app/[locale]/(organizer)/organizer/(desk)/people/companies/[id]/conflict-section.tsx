import { useTranslations } from "next-intl"
import { ActionForm, SelectField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { CompanyDetails } from "@/lib/people/queries-companies"
import { addConflictAction, removeConflictAction } from "../actions"

type Props = { company: CompanyDetails; groups: { id: string; name: string }[] }

/** With whom a company's group does not sit at one table, for the organizer alone. */
export function ConflictSection({ company, groups }: Props) {
  const t = useTranslations("composition.companies")
  const ofCompany = (
    <>
      <input type="hidden" name="companyId" value={company.id} />
      <input type="hidden" name="groupId" value={company.groupId} />
    </>
  )
  return (
    <section aria-labelledby="conflicts">
      <h2 id="conflicts" className="mb-1">
        {t("conflicts")}
      </h2>
      <p className="mb-3.5 text-[0.9375rem] text-soft">{t("conflictsLead", { name: company.groupName })}</p>
      <ul>
        {company.conflicts.map(({ groupId, name, note }) => (
          <li key={groupId} className="grid gap-x-6 border-t border-line py-2.5 sm:grid-cols-[1fr_auto]">
            <div className="wrap-anywhere">
              <p className="py-1">{name}</p>
              {note && <p className="text-[0.9375rem] text-soft">{note}</p>}
            </div>
            <ActionForm id={`remove-${groupId}`} action={removeConflictAction} className="grid justify-items-start">
              {ofCompany}
              <input type="hidden" name="otherId" value={groupId} />
              <SubmitButton
                variant="quiet"
                size="small"
                pendingLabel={t("pending")}
                aria-label={`${t("removeConflict")}: ${name}`}
              >
                {t("removeConflict")}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
      {company.conflicts.length === 0 && <p className="border-t border-line py-3.5 text-soft">{t("conflictsEmpty")}</p>}
      {groups.length > 0 && (
        <div className="border-t border-line pt-5">
          <ActionForm id="conflict" action={addConflictAction}>
            {ofCompany}
            <SelectField
              name="otherId"
              label={t("conflictWith")}
              options={[
                { value: "", label: t("choose") },
                ...groups.map((group) => ({ value: group.id, label: group.name })),
              ]}
            />
            <TextField name="note" label={t("note")} maxLength={500} />
            <div>
              <SubmitButton variant="outline" size="small" pendingLabel={t("pending")}>
                {t("addConflict")}
              </SubmitButton>
            </div>
          </ActionForm>
        </div>
      )}
    </section>
  )
}
