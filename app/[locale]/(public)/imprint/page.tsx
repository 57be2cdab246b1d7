import type { Locale } from "next-intl"
import { LegalPage, legalMetadata } from "../legal-page"

type Props = { params: Promise<{ locale: Locale }> }

export const generateMetadata = async ({ params }: Props) => legalMetadata("imprint", (await params).locale)

export default async function Page({ params }: Props) {
  return <LegalPage page="imprint" locale={(await params).locale} />
}
