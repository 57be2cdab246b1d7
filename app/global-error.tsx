"use client"

import { Failure } from "@/components/ui/failure"
import { failureTexts } from "./failure-texts"
import { fontVariables } from "./fonts"
import "./globals.css"

type Props = { error: Error & { digest?: string }; reset: () => void }

/** When not even the layout could be made, the language is unknown: the default one. */
export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang="de" className={fontVariables}>
      <body>
        <main className="wrap">
          <title>{failureTexts.de.title}</title>
          <Failure texts={failureTexts.de} homeHref="/" digest={error.digest} retry={reset} />
        </main>
      </body>
    </html>
  )
}
