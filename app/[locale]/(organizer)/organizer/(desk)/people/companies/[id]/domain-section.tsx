import { useTranslations } from "next-intl"
import { ActionForm, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { CompanyDetails } from "@/lib/people/queries-companies"
import { addDomainAction, removeDomainAction } from "../actions"

/** What proves a company. */
export function DomainSection({ company: { id, domains } }: { company: CompanyDetails }) {
  const t = useTranslations("composition.companies")
  return (
    <section aria-labelledby="domains">
      <h2 id="domains" className="mb-1">
        {t("domains")}
      </h2>
      <p className="mb-3.5 text-[0.9375rem] text-soft">{t("domainsLead")}</p>
      <ul>
        {domains.map((domain) => (
          <li key={domain} className="flex flex-wrap items-center justify-between gap-x-6 border-t border-line py-2.5">
            <span className="wrap-anywhere">{domain}</span>
            <ActionForm id={`remove-${domain}`} action={removeDomainAction} className="grid">
              <input type="hidden" name="companyId" value={id} />
              <input type="hidden" name="domain" value={domain} />
              <SubmitButton
                variant="quiet"
                size="small"
                pendingLabel={t("pending")}
                aria-label={`${t("removeDomain")}: ${domain}`}
              >
                {t("removeDomain")}
              </SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
      {domains.length === 0 && <p className="border-t border-line py-3.5 text-soft">{t("noDomain")}</p>}
      <div className="border-t border-line pt-5">
        <ActionForm id="domain" action={addDomainAction}>
          <input type="hidden" name="companyId" value={id} />
          <TextField name="domain" label={t("domain")} hint={t("domainHint")} required maxLength={253} />
          <div>
            <SubmitButton variant="outline" size="small" pendingLabel={t("pending")}>
              {t("addDomain")}
            </SubmitButton>
          </div>
        </ActionForm>
      </div>
    </section>
  )
}
