import type { Locale } from "next-intl"
import { LegalPage, legalMetadata } from "../legal-page"

type Props = { params: Promise<{ locale: Locale }> }

export const generateMetadata = async ({ params }: Props) => legalMetadata("confidentiality", (await params).locale)

export default async function Page({ params }: Props) {
  return <LegalPage page="confidentiality" locale={(await params).locale} />
}
