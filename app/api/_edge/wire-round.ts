import { createTranslator } from "use-intl/core"
import type { Outcome } from "@/lib/errors"
import type { OwnCard, Round } from "@/lib/round/queries-roster"
import type { Locale } from "@/lib/sessions/schema"
import booking from "@/messages/de/booking.json"
import cards from "@/messages/de/cards.json"
import bookingEn from "@/messages/en/booking.json"
import cardsEn from "@/messages/en/cards.json"
import { sayLine } from "@/components/round/say-line"
import type { z } from "zod"
import type * as s from "../_contract/schemas"

const messages = { de: { booking, cards }, en: { booking: bookingEn, cards: cardsEn } }

/** What the domain says of a closed round, in the shapes of the API. */
export function toCard(card: OwnCard, locale: Locale): z.input<typeof s.card> {
  const { approved, line, showName, showCompany, suggested, opensAt } = card
  const t = createTranslator({ locale, messages: messages[locale] })
  return { approved, line, showName, showCompany, suggested: sayLine(t, suggested), opensAt: opensAt.toISOString() }
}

/** Without the names of the cards: contacts are exchanged on the page. */
export const toRound = <Reason extends string>(round: Outcome<Round, Reason>) =>
  round.ok
    ? {
        ...{ ok: true as const, others: round.others, closesAt: round.closesAt.toISOString() },
        cards: round.cards.map(({ line, name, company }) => ({ line, name, company })),
      }
    : round
