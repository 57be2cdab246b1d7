"use client"

import { useLocale } from "next-intl"
import { Failure } from "@/components/ui/failure"
import { failureTexts } from "../../failure-texts"
import { getPathname } from "../../i18n/navigation"

type Props = { error: Error & { digest?: string }; reset: () => void }

/** Something threw. It is logged under the number shown, and nothing else is told. */
export default function PublicError({ error, reset }: Props) {
  const locale = useLocale()
  const home = getPathname({ href: "/", locale })
  return <Failure texts={failureTexts[locale]} homeHref={home} digest={error.digest} retry={reset} />
}
