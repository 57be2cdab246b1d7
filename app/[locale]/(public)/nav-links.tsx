"use client"

import { useLocale } from "next-intl"
import { useSearchParams } from "next/navigation"
import { getPathname, usePathname } from "../../i18n/navigation"

const look = "inline-flex min-h-11 items-center no-underline hover:text-ink aria-[current]:text-ink"

/** A link that knows whether it leads to where the reader is (or, with `below`, to what lies above it). */
export function NavLink({ href, below, label }: { href: string; below?: string; label: string }) {
  const locale = useLocale()
  const path = usePathname()
  const current = path === href ? "page" : below && path.startsWith(below) ? "true" : undefined
  return (
    <a href={getPathname({ href, locale })} aria-current={current} className={look}>
      {label}
    </a>
  )
}

/** The same page in the other language. */
export function LanguageLink({ label }: { label: string }) {
  const other = useLocale() === "de" ? "en" : "de"
  const path = usePathname()
  const search = useSearchParams().toString()
  const href = getPathname({ href: path, locale: other }) + (search && `?${search}`)
  return (
    <a href={href} lang={other} hrefLang={other} className={look}>
      {label}
    </a>
  )
}
