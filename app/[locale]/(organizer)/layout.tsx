import type { Metadata } from "next"
import { setRequestLocale } from "next-intl/server"
import type { ReactNode } from "react"

type Props = { children: ReactNode; params: Promise<{ locale: string }> }

export const metadata: Metadata = { robots: { index: false, follow: false } }

export default async function OrganizerLayout({ children, params }: Props) {
  setRequestLocale((await params).locale as "de" | "en")
  return children
}
