import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import type { ReactNode } from "react"
import { notFound } from "next/navigation"
import { ActionForm, TickField } from "@/components/ui/form"
import { Notice } from "@/components/ui/notice"
import { SubmitButton } from "@/components/ui/submit-button"
import { formatMoney } from "@/lib/money"
import { keepsPeople } from "@/lib/people/policy"
import { type Erasure, previewErasure } from "@/lib/people/queries-erasure"
import { formatDate } from "@/lib/time-zone"
import { deskHref } from "../../../../desk-session"
import { erasePersonAction } from "../../actions"
import { moneyPath } from "../../../money/money-places"
import { openPerson } from "../../open-person"
import { PersonFormPage } from "../../person-form-page"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("people.erase"))("title") }
}

/** What is erased, what has to stay and why, and what stands against it; nothing is done yet. */
export default async function ErasePage({ params }: Props) {
  const { person, locale } = await openPerson((await params).id, { may: keepsPeople, path: "/erase" })
  const t = await getTranslations("people")
  const erasure = (await previewErasure(person.id)) ?? notFound()
  return (
    <PersonFormPage person={person} title={t("erase.title")} lead={t("erase.lead")}>
      {erasure.blocking.length > 0 && <Blocked erasure={erasure} locale={locale} />}
      {erasure.unsettled.length > 0 && <Unsettled erasure={erasure} locale={locale} />}
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
        <Goes erasure={erasure} />
        <Stays erasure={erasure} locale={locale} />
      </div>
      {erasure.blocking.length === 0 && erasure.unsettled.length === 0 && (
        <ActionForm id="erase" action={erasePersonAction} className="mt-8 grid max-w-[34em] gap-5">
          <input type="hidden" name="personId" value={person.id} />
          <TickField name="forGood">{t("erase.sure")}</TickField>
          <div>
            <SubmitButton variant="mark" pendingLabel={t("pending")}>
              {t("erase.submit")}
            </SubmitButton>
          </div>
        </ActionForm>
      )}
    </PersonFormPage>
  )
}

type Part = { erasure: Erasure; locale: "de" | "en" }

/** What has to be seen to before, one thing a line. */
function InTheWay({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <div className="mb-8">
      <Notice tone="mark" title={title}>
        <p className="text-soft">{text}</p>
        <ul className="mt-2">{children}</ul>
      </Notice>
    </div>
  )
}

async function Blocked({ erasure, locale }: Part) {
  const t = await getTranslations("people.erase")
  return (
    <InTheWay title={t("blocked")} text={t("blockedText")}>
      {erasure.blocking.map(({ seatId, startsAt, timeZone }) => (
        <li key={seatId}>
          {formatDate(startsAt, timeZone, locale)}
          {": "}
          <a href={deskHref(`/organizer/requests/${seatId}`, locale)} className="inline-block py-2">
            {t("toSeat")}
          </a>
        </li>
      ))}
    </InTheWay>
  )
}

/** Booking by booking what is not through about their money, each with the place where it is seen to. */
async function Unsettled({ erasure, locale }: Part) {
  const t = await getTranslations("people.erase")
  return (
    <InTheWay title={t("unsettled")} text={t("unsettledText")}>
      {erasure.unsettled.flatMap((booking) =>
        whatIsLeft(booking).map(({ what, cents, place }) => (
          <li key={booking.bookingId + what}>
            {t("moneyOf", { reference: booking.reference })}
            {": "}
            <a href={deskHref(moneyPath(place), locale)} className="inline-block py-2">
              {t(`money.${what}`, { amount: formatMoney(Math.abs(cents), booking.currency, locale) })}
            </a>
          </li>
        )),
      )}
    </InTheWay>
  )
}

function whatIsLeft(booking: Erasure["unsettled"][number]) {
  const { openCents, unbilledCents, backCents, underWay, disputed, undecided } = booking
  const left = [
    openCents > 0 && ({ what: "open", cents: openCents, place: "open" } as const),
    unbilledCents > 0 && ({ what: "unbilled", cents: unbilledCents, place: "invoices" } as const),
    unbilledCents < 0 && ({ what: "uncredited", cents: unbilledCents, place: "invoices" } as const),
    backCents > 0 && ({ what: "back", cents: backCents, place: "refunds" } as const),
    underWay && ({ what: "underWay", cents: 0, place: "open" } as const),
    disputed && ({ what: "disputed", cents: 0, place: "exceptions" } as const),
    undecided !== null && ({ what: "undecided", cents: 0, place: "invoices" } as const),
  ]
  return left.filter((each) => each !== false)
}

async function Goes({ erasure }: { erasure: Erasure }) {
  const t = await getTranslations("people.erase")
  const { addresses, anonymised, bookedFor, substitutions, notes, mails } = erasure
  const counted = (key: "bookings" | "bookedFor" | "substitutions" | "notes" | "mails", count: number) =>
    count > 0 && t(key, { count })
  return (
    <Lines
      id="goes"
      title={t("goes")}
      lines={[
        t("person", { addresses: addresses.join(", ") }),
        counted("bookings", anonymised.length),
        counted("bookedFor", bookedFor.length),
        counted("substitutions", substitutions.length),
        counted("notes", notes),
        counted("mails", mails),
        t("links"),
      ]}
    />
  )
}

async function Stays({ erasure, locale }: Part) {
  const t = await getTranslations("people.erase")
  const kept = erasure.kept.map(({ reference, startsAt, timeZone, priceNetCents, currency, until }) =>
    t("kept", {
      reference,
      date: formatDate(startsAt, timeZone, locale),
      amount: formatMoney(priceNetCents, currency, locale),
      until: formatDate(new Date(until), "UTC", locale),
    }),
  )
  return (
    <Lines
      id="stays"
      title={t("stays")}
      lines={[
        ...(kept.length > 0 ? [t("staysLead"), ...kept] : [t("staysNone")]),
        t("log"),
        erasure.isTeam && t("team"),
      ]}
    />
  )
}

function Lines({ id, title, lines }: { id: string; title: string; lines: (string | false)[] }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className="mb-3.5">
        {title}
      </h2>
      <ul>
        {lines.filter(Boolean).map((line) => (
          <li key={String(line)} className="border-t border-line py-3 wrap-anywhere">
            {line}
          </li>
        ))}
      </ul>
    </section>
  )
}
