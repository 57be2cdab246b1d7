import { useTranslations } from "next-intl"
import { env } from "@/lib/env"

const steps = {
  hold: (base: string) => `curl ${base}/bookings -H 'Content-Type: application/json' -d '{
  "requestId": "5d0c6b0e-6a3f-4b7e-9d53-0f6f6c1a2b3c",
  "sessionId": "…",
  "participant": {
    "givenName": "Petra", "familyName": "Muster", "company": "Muster GmbH",
    "role": "managing_director", "email": "petra.muster@muster.example"
  },
  "locale": "de", "businessUse": true, "acceptTerms": true
}'

{"reference":"R-7KQ4-M2XB","status":"held","heldUntil":"2027-01-04T09:30:00.000Z"}`,
  verify: (base: string) => `curl ${base}/bookings/R-7KQ4-M2XB/verification \\
  -H 'Content-Type: application/json' -d '{"code":"123456"}'

{"status":"requested","decideAt":"2027-01-04T15:00:00.000Z","manageToken":"…"}`,
  release: (base: string) => `curl -X POST ${base}/bookings/R-7KQ4-M2XB/release -H 'Authorization: Bearer …'

{"status":"released","fee":{"percent":0,"netCents":0}}`,
}

/** A booking from beginning to end, to copy. */
export function Example() {
  const t = useTranslations("api.example")
  return (
    <section className="grid grid-cols-1 gap-5">
      <h2>{t("title")}</h2>
      {(["hold", "verify", "release"] as const).map((step) => (
        <figure key={step} className="grid grid-cols-1 gap-1.5">
          <figcaption className="text-sm text-soft">{t(step)}</figcaption>
          <pre
            tabIndex={0}
            lang="en"
            className="overflow-x-auto border-l-2 border-line py-1 pl-5 text-sm leading-[1.6]"
          >
            <code>{steps[step](`${env().PUBLIC_URL}/api/v1`)}</code>
          </pre>
        </figure>
      ))}
    </section>
  )
}
