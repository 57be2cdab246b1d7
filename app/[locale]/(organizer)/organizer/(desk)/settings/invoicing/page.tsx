import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { ActionForm, HiddenField, TextField, TickField } from "@/components/ui/form"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import { requireTeam } from "@/lib/auth"
import { runsHouse } from "@/lib/people/policy"
import { sellerRevision } from "@/lib/sessions/edit-seller"
import type { SettingsData } from "@/lib/sessions/schema"
import { settings } from "../../../../../../settings"
import { DoneNotice } from "../../../done-notice"
import { SettingsCrumb } from "../settings-crumb"
import { saveSellerAction } from "./actions"
import { DatevForm } from "./datev-form"
import { Readiness } from "./readiness"
import { sellerFields } from "./seller-fields"
import { VatTable } from "./vat-table"

type Props = { searchParams: Promise<{ done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.settings"))("invoicingTitle") }
}

/** What stands on invoices beside the company itself, and which VAT was gone through with a tax adviser. */
export default async function InvoicingPage({ searchParams }: Props) {
  await requireTeam({ may: runsHouse, path: "/organizer/settings/invoicing" })
  const [desk, house] = [await getTranslations("desk"), await settings()]
  return (
    <>
      <SettingsCrumb here={desk("settings.invoicingTitle")} />
      <DoneNotice done={(await searchParams).done} />
      <div className="mt-4 mb-8">
        <PageHeader size="small" title={desk("settings.invoicingTitle")} lead={desk("settings.invoicingLead")} />
      </div>
      <div className="grid gap-14">
        <Readiness house={house} />
        <SellerForm house={house} />
        <VatTable invoicing={house.invoicing} />
        <DatevForm datev={house.datev} />
      </div>
    </>
  )
}

async function SellerForm({ house }: { house: SettingsData }) {
  const [t, desk] = [await getTranslations("money.settings.seller"), await getTranslations("desk")]
  const shown = sellerFields(house)
  const series = { required: true, maxLength: 8, autoCapitalize: "characters" } as const
  return (
    <section aria-labelledby="seller-title">
      <h2 id="seller-title" className="mb-5">
        {t("title")}
      </h2>
      <ActionForm id="seller" action={saveSellerAction} className="grid max-w-[44em] gap-6">
        <HiddenField name="revision" value={sellerRevision(house)} />
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <TextField name="taxNumber" label={t("taxNumber")} hint={t("taxNumberHint")} defaultValue={shown.taxNumber} />
          <TextField name="vatId" label={t("vatId")} hint={t("vatIdHint")} defaultValue={shown.vatId} />
          <TextField
            name="iban"
            label={t("iban")}
            hint={t("ibanHint")}
            defaultValue={shown.iban}
            className="sm:col-span-2"
          />
          <TextField
            name="series.invoice"
            label={t("seriesInvoice")}
            hint={t("seriesHint")}
            defaultValue={shown["series.invoice"]}
            {...series}
          />
          <TextField
            name="series.creditNote"
            label={t("seriesCreditNote")}
            defaultValue={shown["series.creditNote"]}
            {...series}
          />
        </div>
        <TickField name="smallBusiness" defaultChecked={house.invoicing.smallBusiness}>
          {t("smallBusiness")}
        </TickField>
        <div>
          <SubmitButton pendingLabel={desk("pending")}>{desk("settings.save")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}
