"use server"

import { getLocale } from "next-intl/server"
import { refresh } from "next/cache"
import { redirect as leaveFor } from "next/navigation"
import { actorOf } from "@/lib/bookings/policy"
import { refuse } from "@/lib/errors"
import { enterRoom } from "@/lib/round/enter-room"
import { givePledge } from "@/lib/round/give-pledge"
import { holderFor } from "../../../../booking-cookie"
import { sayRefusal } from "../../../../form-answer"
import { redirect } from "../../../../i18n/navigation"
import { publicAction } from "../../../../public-action"

/** Promises what was read on the page. */
export const givePledgeAction = publicAction("write", async (data) => {
  const [holder, locale] = [await holderFor(data.get("booking"), "manage"), await getLocale()]
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const promised = { bookingId: holder.bookingId, version: String(data.get("version")), locale }
  const given = await givePledge(promised, { actor: actorOf(holder) })
  if (given.ok) return redirect({ href: `/booking/${String(data.get("booking"))}/pledge?done=given`, locale })
  // The text that counts now.
  refresh()
  return sayRefusal(given, data)
})

/** Leads into the meeting. */
export const enterRoomAction = publicAction("write", async (data) => {
  const holder = await holderFor(data.get("booking"), "manage")
  if (!holder) return sayRefusal(refuse("not_found"), data)
  const entered = await enterRoom({ bookingId: holder.bookingId }, { actor: actorOf(holder) })
  if (entered.ok) return leaveFor(entered.meetingUrl)
  // The page around the form says how the door stands now.
  refresh()
  return sayRefusal(entered, data)
})
