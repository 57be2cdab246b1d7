"use client"

import { useLocale } from "next-intl"
import { useSearchParams } from "next/navigation"
import { getPathname, usePathname } from "../../i18n/navigation"

const look = "inline-flex min-h-11 items-center no-underline hover:text-ink aria-[current]:text-ink"

/**
 * A link that knows whether it leads to where the reader is (or, with `below`, to what lies above it). `at` is its address
 * where that is not the usual one.
 */
export function NavLink({ href, at, below, label }: { href: string; at?: string; below?: string; label: string }) {
  const locale = useLocale()
  const path = usePathname()
  const current = path === href ? "page" : below && path.startsWith(below) ? "true" : undefined
  return (
    <a href={at ?? getPathname({ href, locale })} aria-current={current} className={look}>
      {label}
    </a>
  )
}

/** The same page in the other language; `home` is where its list of sessions is. */
export function LanguageLink({ label, home }: { label: string; home?: string }) {
  const other = useLocale() === "de" ? "en" : "de"
  const path = usePathname()
  const search = useSearchParams().toString()
  const page = path === "/" && home ? home : getPathname({ href: path, locale: other })
  const href = page + (search && `?${search}`)
  return (
    <a href={href} lang={other} hrefLang={other} className={look}>
      {label}
    </a>
  )
}
