"use client"

import { browserSupportsWebAuthn, startAuthentication, startRegistration } from "@simplewebauthn/browser"
import { useEffect, useRef, useState } from "react"
import { FieldError } from "@/components/ui/field"
import { useAnswer } from "@/components/ui/form"

/**
 * Inside a form whose action first answers with what a passkey is asked for: asks the device, and sends its response
 * with the same form. Where the device has none, or its owner does not want, it says so and nothing is sent.
 */
export function PasskeyCeremony({
  ceremony,
  texts,
}: {
  ceremony: "create" | "get"
  texts: { failed: string; unsupported: string; needsScript: string }
}) {
  const answer = useAnswer()
  const response = useRef<HTMLInputElement>(null)
  const [failed, setFailed] = useState<{ stamp: string; text: string } | null>(null)
  const { failed: failedText, unsupported } = texts
  useEffect(() => {
    if (!answer?.values.options) return
    const { stamp } = answer
    const optionsJSON = JSON.parse(answer.values.options) as never
    const ask = ceremony === "create" ? startRegistration : startAuthentication
    const problem = browserSupportsWebAuthn() ? failedText : unsupported
    ask({ optionsJSON }).then(
      (made) => {
        if (!response.current) return
        response.current.value = JSON.stringify(made)
        response.current.form?.requestSubmit()
      },
      () => setFailed({ stamp, text: problem }),
    )
  }, [answer, ceremony, failedText, unsupported])
  return (
    <>
      <input ref={response} type="hidden" name="response" />
      <noscript>
        <p className="text-sm text-soft">{texts.needsScript}</p>
      </noscript>
      <div role="status">
        {failed && failed.stamp === answer?.stamp && <FieldError id="passkey-failed">{failed.text}</FieldError>}
      </div>
    </>
  )
}
