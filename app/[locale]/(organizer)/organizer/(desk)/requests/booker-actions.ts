"use server"

import { z } from "zod"
import { changeBooker } from "@/lib/bookings/change-booker"
import { findSessionPerson } from "@/lib/bookings/queries"
import { bookerInput } from "@/lib/bookings/schema"
import { refuse } from "@/lib/errors"
import { runsSessions, type Viewer } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../desk-action"

const ofSeat = z.object({ seatId: z.uuid() })

export const changeBookerAction = deskAction(
  bookerInput.extend(ofSeat.shape),
  runsSessions,
  ({ seatId, ...booker }, viewer) => change(seatId, booker, viewer),
)

export const removeBookerAction = deskAction(ofSeat, runsSessions, ({ seatId }, viewer) => change(seatId, null, viewer))

async function change(seatId: string, booker: z.output<typeof bookerInput> | null, viewer: Viewer) {
  const person = await findSessionPerson(seatId)
  if (!person) return refuse("not_found")
  const outcome = await changeBooker({ bookingId: person.bookingId, booker }, { actor: actorOf(viewer) })
  if (!outcome.ok) return outcome
  const done = !outcome.changed ? "bookerSame" : booker ? "bookerChanged" : "bookerRemoved"
  return goTo(`/organizer/requests/${seatId}`, done)
}
