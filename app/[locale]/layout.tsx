import type { Metadata, Viewport } from "next"
import { hasLocale, NextIntlClientProvider } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { notFound } from "next/navigation"
import type { ReactNode } from "react"
import { env } from "@/lib/env"
import { drawnAccent, sheetName } from "@/lib/palette"
import { fontVariables } from "../fonts"
import "../globals.css"
import { routing } from "../i18n/routing"
import { settings } from "../settings"
import { openGraph } from "../site-metadata"

type Props = { children: ReactNode; params: Promise<{ locale: string }> }

export const viewport: Viewport = {
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#faf7f1" },
    { media: "(prefers-color-scheme: dark)", color: "#161513" },
  ],
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [{ name }, { locale }] = await Promise.all([settings(), params])
  return {
    metadataBase: new URL(env().PUBLIC_URL),
    title: { default: name, template: `%s · ${name}` },
    applicationName: name,
    openGraph: openGraph(locale, name),
    formatDetection: { telephone: false, email: false, address: false, date: false },
  }
}

export default async function LocaleLayout({ children, params }: Props) {
  const { locale } = await params
  if (!hasLocale(routing.locales, locale)) notFound()
  setRequestLocale(locale)
  const [t, { accent }] = [await getTranslations("common"), await settings()]
  return (
    <html lang={locale} className={fontVariables}>
      {/* The colours that the house was drawn with are in globals.css. */}
      <head>{accent !== drawnAccent && <link rel="stylesheet" href={`/colours/${sheetName(accent)}`} />}</head>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#main"
          className="absolute -top-20 left-4 z-10 rounded bg-accent px-4 py-3 text-on-accent no-underline focus:top-3"
        >
          {t("skipLink")}
        </a>
        {/* Client components bring the messages they use: a page does not carry all of them. */}
        <NextIntlClientProvider messages={null}>{children}</NextIntlClientProvider>
      </body>
    </html>
  )
}
