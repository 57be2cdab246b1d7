import type { Metadata } from "next"
import type { Locale } from "next-intl"
import { getTranslations, setRequestLocale } from "next-intl/server"
import { SetTable } from "@/components/round/set-table"
import { LinkButton } from "@/components/ui/button"
import { ActionForm, HiddenField } from "@/components/ui/form"
import { MailLink } from "@/components/ui/mail-link"
import { PageHeader } from "@/components/ui/page-header"
import { SubmitButton } from "@/components/ui/submit-button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { now } from "@/lib/clock"
import { findRound, type OwnCard, type Round, type RoundCard } from "@/lib/round/queries-roster"
import { formatDate } from "@/lib/time-zone"
import { getPathname } from "../../../../../i18n/navigation"
import { myPlace } from "../../../../../my-booking"
import { personal } from "../../../../../site-metadata"
import { Crumbs } from "../crumbs"
import { showRoundAction, wishContactAction } from "../round-actions"

type Props = { params: Promise<{ locale: Locale; reference: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const t = await getTranslations({ locale: (await params).locale, namespace: "cards.round" })
  return { title: t("title"), ...personal }
}

/** Who sits at the table, to those who have promised; a button turns the cards, and looking at them changes nothing. */
export default async function RoundPage({ params }: Props) {
  const { locale, reference } = await params
  setRequestLocale(locale)
  const { booking, holder, card } = await myPlace(reference, locale)
  const [t, round] = [await getTranslations("cards.round"), await findRound(holder)]
  const here = getPathname({ href: `/booking/${reference}`, locale })
  return (
    <>
      <Crumbs booking={booking} here={t("crumb")} />
      <div className="grid gap-8 pt-6 sm:pt-9">
        <PageHeader size="small" title={t("title")} lead={round.ok ? t("lead") : undefined} />
        {round.ok ? (
          <Turned {...{ booking, card, round, reference, here, locale }} />
        ) : (
          <div className="grid max-w-150 gap-6">
            <NotTurned {...{ card, booking, reference, here, locale }} reason={round.reason} />
          </div>
        )}
      </div>
    </>
  )
}

type Shared = { booking: HolderBooking; card: OwnCard; reference: string; here: string; locale: Locale }

async function Turned({ booking, card, round, reference, here, locale }: Shared & { round: Round }) {
  const [t, contact] = [await getTranslations("cards.round"), await getTranslations("cards.contact")]
  const { timeZone, startsAt } = booking.session
  const lastDay = formatDate(round.closesAt, timeZone, locale)
  return (
    <>
      {round.contactOpen && (
        <section aria-labelledby="contact" className="grid max-w-[34em] gap-2">
          <h2 id="contact" className="text-xl">
            {contact("title")}
          </h2>
          <p className="text-soft">{contact("text", { date: lastDay })}</p>
        </section>
      )}
      <SetTable
        {...{ own: card, round }}
        beneath={round.contactOpen ? (each) => <Contact card={each} reference={reference} /> : undefined}
      />
      {round.cards.length + round.others === 0 && <p className="text-soft">{t("alone")}</p>}
      <p>
        <a href={`${here}/card`} className="inline-block py-2.5">
          {t("yourCard")}
        </a>
      </p>
      {startsAt > now() && (
        <section aria-labelledby="object" className="grid max-w-[34em] gap-3 border-t border-line pt-6">
          <h2 id="object" className="text-xl">
            {t("objectTitle")}
          </h2>
          <p className="text-soft">{card.objected ? t("objected") : t("objectText")}</p>
          <p>
            <LinkButton href={`${here}/objection`} variant="outline">
              {t("objectAction")}
            </LinkButton>
          </p>
        </section>
      )}
    </>
  )
}

async function NotTurned({ reason, card, booking, reference, here, locale }: Shared & { reason: string }) {
  const t = await getTranslations("cards.round")
  const date = formatDate(card.opensAt, booking.session.timeZone, locale)
  if (reason === "pledge_needed")
    return (
      <>
        <p>{t("pledge")}</p>
        <p>
          <LinkButton href={`${here}/pledge`}>{t("pledgeAction")}</LinkButton>
        </p>
      </>
    )
  if (reason !== "round_not_shown") return <p>{card.opensAt > now() ? t("before", { date }) : t("over")}</p>
  return (
    <>
      <p>{t("ask")}</p>
      <ActionForm id="show-round" action={showRoundAction}>
        <HiddenField name="booking" value={reference} />
        <div>
          <SubmitButton pendingLabel={t("showing")}>{t("show")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  )
}

/** Beneath a card: one's own wish, or how the other can be reached once both have one. */
async function Contact({
  card: { key, wished, contact, name, line },
  reference,
}: {
  card: RoundCard
  reference: string
}) {
  const t = await getTranslations("cards.contact")
  if (contact)
    return (
      <div className="grid gap-0.5 text-[0.9375rem]">
        <p className="text-soft">{t("mutual")}</p>
        <p className="font-[540]">{contact.name}</p>
        <p>
          <MailLink address={contact.email} className="inline-block py-1" />
        </p>
        {contact.phone && <p>{contact.phone}</p>}
      </div>
    )
  return (
    <ActionForm id={`contact-${key}`} action={wishContactAction} className="grid gap-1 text-[0.9375rem]">
      <HiddenField name="booking" value={reference} />
      <HiddenField name="card" value={key} />
      <HiddenField name="wished" value={String(!wished)} />
      {wished && <p className="text-soft">{t("wished")}</p>}
      <div>
        <SubmitButton
          variant={wished ? "quiet" : "outline"}
          size="small"
          pendingLabel={t(wished ? "withdrawing" : "wishing")}
        >
          {t(wished ? "withdraw" : "wish")}
          <span className="sr-only">: {name ?? line}</span>
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
