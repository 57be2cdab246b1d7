"use server"

import { getLocale } from "next-intl/server"
import { z } from "zod"
import { changeBooker } from "@/lib/bookings/change-booker"
import { chooseCalendarReader } from "@/lib/bookings/choose-calendar-reader"
import { actorOf, type Holder } from "@/lib/bookings/policy"
import { approvalInput, bookerInput, calendarReaders } from "@/lib/bookings/schema"
import { shareApproval } from "@/lib/bookings/share-approval"
import { refuse } from "@/lib/errors"
import { endFeed } from "@/lib/notifications/end-feed"
import { mailboxOf } from "@/lib/notifications/queries-feeds"
import { renewFeed } from "@/lib/notifications/renew-feed"
import { holderFor } from "../../../../booking-cookie"
import { sayProblems, sayRefusal, typed } from "../../../../form-answer"
import { redirect } from "../../../../i18n/navigation"
import { publicAction } from "../../../../public-action"
import { askAboutTypo } from "../../../../typo-question"

/** To the booking's page, or to that of what it waits for, where the form was there. */
async function backTo(data: FormData, way: string, done: string): Promise<never> {
  const page = data.get("page") === "waiting" ? "waiting" : "booking"
  return redirect({ href: `/${page}/${String(data.get("booking"))}${way}?done=${done}`, locale: await getLocale() })
}

const holderOf = (data: FormData): Promise<Holder | null> => holderFor(data.get("booking"), "manage")

/** Somebody else cares for the booking. Whoever was that themselves can no longer open it. */
export const changeBookerAction = publicAction("ask", async (data) => {
  const parsed = bookerInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  return (await askAboutTypo(data, "email")) ?? change(parsed.data, data)
})

export const removeBookerAction = publicAction("write", (data) => change(null, data))

async function change(booker: z.output<typeof bookerInput> | null, data: FormData) {
  const holder = await holderOf(data)
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const outcome = await changeBooker({ bookingId: holder.bookingId, booker }, { actor: actorOf(holder) })
  if (!outcome.ok) return sayRefusal(outcome, data)
  if (outcome.changed && holder.role === "booker")
    return redirect({ href: "/booking?done=handedOver", locale: await getLocale() })
  return backTo(data, "/assistant", !outcome.changed ? "bookerSame" : booker ? "bookerChanged" : "bookerRemoved")
}

const readerInput = z.object({ calendarFor: z.enum(calendarReaders) })

/** Whose calendar the entry is in. */
export const chooseCalendarReaderAction = publicAction("write", async (data) => {
  const parsed = readerInput.safeParse(typed(data))
  if (!parsed.success) return sayProblems(parsed.error, data)
  const holder = await holderOf(data)
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const { bookingId } = holder
  const chosen = await chooseCalendarReader({ ...parsed.data, bookingId }, { actor: actorOf(holder) })
  return chosen.ok
    ? backTo(data, "/assistant", chosen.moved ? "calendarMoved" : "calendarChosen")
    : sayRefusal(chosen, data)
})

/** Makes the link for approval, a new one each time, with a reason if one was typed. */
export const shareApprovalAction = publicAction("write", async (data) => {
  const parsed = approvalInput.safeParse(typed(data))
  return parsed.success ? share({ ...parsed.data, open: true }, data) : sayProblems(parsed.error, data)
})

export const endApprovalAction = publicAction("write", (data) => share({ open: false }, data))

async function share(input: { open: boolean; reason?: string }, data: FormData) {
  const holder = await holderOf(data)
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const shared = await shareApproval({ ...input, bookingId: holder.bookingId }, { actor: actorOf(holder) })
  return shared.ok
    ? backTo(data, "/approval", input.open ? "approvalShared" : "approvalEnded")
    : sayRefusal(shared, data)
}

/** Makes the address of the mailbox's feed, a new one each time. */
export const renewFeedAction = publicAction("write", async (data) => {
  const holder = await holderOf(data)
  const mailbox = holder && (await mailboxOf(holder))
  if (!mailbox) return sayRefusal(refuse("not_found"), data)
  await renewFeed(mailbox, { actor: actorOf(holder) })
  return backTo(data, "/subscribe", "feedRenewed")
})

export const endFeedAction = publicAction("write", async (data) => {
  const holder = await holderOf(data)
  const mailbox = holder && (await mailboxOf(holder))
  if (!mailbox) return sayRefusal(refuse("not_found"), data)
  await endFeed(mailbox, { actor: actorOf(holder) })
  return backTo(data, "/subscribe", "feedEnded")
})
