"use server"

import { z } from "zod"
import { decideSeat, decideSubstitution } from "@/lib/bookings/decide-seat"
import { mostNamed } from "@/lib/bookings/find-fitting-dates"
import { releaseByOrganizer } from "@/lib/bookings/release-by-organizer"
import { runsSessions } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../desk-action"
import { deskPath } from "../../sign-in/paths"

const decided = z.object({
  seatId: z.uuid(),
  substitutionId: z.uuid().optional(),
  decision: z.enum(["confirm", "decline", "undo"]),
  back: z.string().optional(),
  /** Other dates were there to tick. */
  dates: z.literal("shown").optional(),
  date: z.array(z.uuid()).max(mostNamed, { error: "two_dates" }),
})

const decidedNotice = { confirm: "decidedConfirm", decline: "decidedDecline", undo: "decidedUndo" }

export const decideAction = deskAction(
  decided,
  runsSessions,
  async ({ seatId, substitutionId, decision, back, dates, date }, viewer) => {
    const by = { actor: actorOf(viewer) }
    const wanted = decision === "undo" ? null : decision
    const outcome = substitutionId
      ? await decideSubstitution({ substitutionId, decision: wanted }, by)
      : await decideSeat({ seatId, decision: wanted, namedDates: dates && date }, by)
    return outcome.ok ? goTo(deskPath(back), decidedNotice[decision]) : outcome
  },
  { lists: ["date"] },
)

export const releaseAction = deskAction(
  z.object({ seatId: z.uuid(), back: z.string() }),
  runsSessions,
  async (input, viewer) => {
    const outcome = await releaseByOrganizer({ seatId: input.seatId }, { actor: actorOf(viewer) })
    return outcome.ok ? goTo(deskPath(input.back), "released") : outcome
  },
)
