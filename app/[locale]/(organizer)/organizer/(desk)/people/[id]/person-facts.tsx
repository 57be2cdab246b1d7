import { type Locale, useTranslations } from "next-intl"
import { Contact } from "@/components/desk/contact"
import { KeyValue } from "@/components/ui/key-value"
import { MailLink } from "@/components/ui/mail-link"
import type { Consent, Person } from "@/lib/people/queries-people"
import { formatDate, formatDateTime } from "@/lib/time-zone"

type At = { zone: string; locale: Locale }

/** How somebody is reached, and since when they are known. */
export function PersonFacts({ person, zone, locale }: { person: Person } & At) {
  const t = useTranslations("people.facts")
  const roles = useTranslations("booking.roles")
  const languages = useTranslations("desk.languages")
  const { kind, role, email, phone, otherAddresses, emailVerifiedAt, createdAt } = person
  return (
    <KeyValue
      items={[
        { label: t("role"), value: role && roles(role) },
        { label: t("contact"), value: <Contact email={email} phone={phone ?? undefined} /> },
        {
          label: t("otherAddresses"),
          value: otherAddresses.length > 0 && (
            <ul>
              {otherAddresses.map((address) => (
                <li key={address}>
                  <MailLink address={address} className="inline-block py-1.5 wrap-anywhere" />
                </li>
              ))}
            </ul>
          ),
        },
        { label: t("locale"), value: person.locale && languages(person.locale) },
        {
          label: t("verified"),
          value:
            kind === "participant" && (emailVerifiedAt ? formatDate(emailVerifiedAt, zone, locale) : t("notVerified")),
        },
        { label: t("since"), value: formatDate(createdAt, zone, locale) },
      ]}
    />
  )
}

/** Which version of the texts was agreed to, with which booking. */
export function Consents({ consents, zone, locale }: { consents: Consent[] } & At) {
  const t = useTranslations("people.consents")
  const version = (value: string) => (value === "by_hand" ? t("by_hand") : value)
  return (
    <section aria-labelledby="consents">
      <h2 id="consents" className="mb-1 text-lg">
        {t("title")}
      </h2>
      <p className="mb-2 text-sm text-soft">{t("lead")}</p>
      <ul>
        {consents.map(({ bookingId, reference, agreedAt, businessUseVersion, termsVersion }) => (
          <li key={bookingId} className="border-t border-line py-2.5 text-[0.9375rem]">
            <p>
              {formatDateTime(agreedAt, zone, locale)} <span className="text-soft">{reference}</span>
            </p>
            <p className="text-soft">
              {t("businessUse")}: {version(businessUseVersion)}
              {"\u00a0· "}
              {t("terms")}: {version(termsVersion)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
