"use client"

import { useLocale } from "next-intl"
import { Failure } from "@/components/ui/failure"
import { failureTexts } from "../../../failure-texts"
import { getPathname } from "../../../i18n/navigation"

type Props = { error: Error & { digest?: string }; reset: () => void }

/** Something threw at the desk. It is logged under the number shown. */
export default function DeskError({ error, reset }: Props) {
  const locale = useLocale()
  return (
    <main id="main" className="wrap flex-1">
      <Failure
        texts={failureTexts[locale]}
        homeHref={getPathname({ href: "/organizer", locale })}
        digest={error.digest}
        retry={reset}
      />
    </main>
  )
}
