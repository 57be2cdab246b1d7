import type { Locale } from "next-intl"
import { LegalPage, legalMetadata } from "../legal-page"

type Props = { params: Promise<{ locale: Locale }> }

export const generateMetadata = async ({ params }: Props) => legalMetadata("accessibility", (await params).locale)

export default async function Page({ params }: Props) {
  return <LegalPage page="accessibility" locale={(await params).locale} />
}
