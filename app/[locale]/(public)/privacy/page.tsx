import type { Locale } from "next-intl"
import { LegalPage, legalMetadata } from "../legal-page"

type Props = { params: Promise<{ locale: Locale }> }

export const generateMetadata = async ({ params }: Props) => legalMetadata("privacy", (await params).locale)

export default async function Page({ params }: Props) {
  return <LegalPage page="privacy" locale={(await params).locale} />
}
