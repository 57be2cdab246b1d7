"use server"

import { getLocale } from "next-intl/server"
import { actorOf, type Holder } from "@/lib/bookings/policy"
import { refuse, type Refusal } from "@/lib/errors"
import { raiseObjection } from "@/lib/round/raise-objection"
import { saveCard } from "@/lib/round/save-card"
import { cardLine, contactInput, objectionInput } from "@/lib/round/schema-cards"
import { showRound } from "@/lib/round/show-round"
import { wishContact } from "@/lib/round/wish-contact"
import { z } from "zod"
import { holderFor } from "../../../../booking-cookie"
import { sayProblems, sayRefusal, typed } from "../../../../form-answer"
import { redirect } from "../../../../i18n/navigation"
import { publicAction } from "../../../../public-action"

/** What a person does with a closed round of theirs: parse, who, do, and back to the page that is named. */
const roundAction = <Schema extends z.ZodType>(
  schema: Schema,
  run: (input: z.output<Schema>, holder: Holder) => Promise<{ ok: true; to: string } | Refusal<string>>,
) =>
  publicAction("write", async (data) => {
    const parsed = schema.safeParse(typed(data))
    if (!parsed.success) return sayProblems(parsed.error, data)
    const holder = await holderFor(data.get("booking"), "manage")
    const said = holder ? await run(parsed.data, holder) : refuse("not_found")
    if (!said.ok) return sayRefusal(said, data)
    return redirect({ href: `/booking/${String(data.get("booking"))}${said.to}`, locale: await getLocale() })
  })

const by = (holder: Holder) => ({ actor: actorOf(holder) })
const tick = z
  .string()
  .optional()
  .transform((said) => said === "on")

/** Approves the card as it is typed. */
export const approveCardAction = roundAction(
  z.object({ line: cardLine, showName: tick, showCompany: tick }),
  async (card, holder) => {
    const saved = await saveCard({ bookingId: holder.bookingId, card: { approved: true, ...card } }, by(holder))
    return saved.ok ? { ok: true, to: "/card?done=approved" } : saved
  },
)

export const withdrawCardAction = roundAction(z.object({}), async (_, holder) => {
  const saved = await saveCard({ bookingId: holder.bookingId, card: { approved: false } }, by(holder))
  return saved.ok ? { ok: true, to: "/card?done=withdrawn" } : saved
})

/** Turns the cards of the others. */
export const showRoundAction = roundAction(z.object({}), async (_, holder) => {
  const shown = await showRound({ bookingId: holder.bookingId }, by(holder))
  return shown.ok ? { ok: true, to: "/round" } : shown
})

export const raiseObjectionAction = roundAction(objectionInput, async ({ text }, holder) => {
  const said = await raiseObjection({ bookingId: holder.bookingId, text }, by(holder))
  return said.ok ? { ok: true, to: "/objection?done=said" } : said
})

export const wishContactAction = roundAction(contactInput, async (wish, holder) => {
  const said = await wishContact({ bookingId: holder.bookingId, ...wish }, by(holder))
  return said.ok ? { ok: true, to: "/round" } : said
})
