"use server"

import { redirect } from "next/navigation"
import { actorOf } from "@/lib/bookings/policy"
import { refuse } from "@/lib/errors"
import { startPayment } from "@/lib/payments/start-payment"
import { payerFor } from "../../../../booking-cookie"
import { sayRefusal } from "../../../../form-answer"
import { publicAction } from "../../../../public-action"

/** Leads to the page on which is paid. */
export const payAction = publicAction("write", async (data) => {
  const holder = await payerFor(data.get("booking"))
  const started = holder
    ? await startPayment({ bookingId: holder.bookingId }, { actor: actorOf(holder) })
    : refuse("not_found")
  if (!started.ok) return sayRefusal(started, data)
  return redirect(started.url)
})
