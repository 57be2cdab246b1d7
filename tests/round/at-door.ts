import { randomUUID } from "node:crypto"
import { addByHand } from "@/lib/bookings/add-by-hand"
import { saveMeetingLink } from "@/lib/sessions/save-meeting-link"
import { localTimeOf } from "@/lib/time-zone"
import { berlin, by, done, type world } from "../support/world"

type World = Pick<Awaited<ReturnType<typeof world>>, "format" | "session" | "karin">

/** Somebody in a closed round that begins in so many minutes of the real clock, with its address. */
export async function atTheDoor(w: World, minutes: number, url = `https://meet.example/${randomUUID()}`) {
  const format = await w.format("closed", { admission: "reviewed", round: "closed" })
  const now = new Date()
  // A start is a full minute.
  const start = localTimeOf(new Date(now.getTime() + minutes * 60_000), berlin)
  const { id: sessionId } = await w.session(format, start, { now })
  const organizer = by("organizer", now)
  done(await saveMeetingLink({ sessionId, shown: null, url, confirmed: true }, organizer))
  const participant = { ...w.karin, email: `${randomUUID()}@probe-verpackungen.example` }
  const added = await addByHand({ requestId: randomUUID(), sessionId, participant, locale: "de" }, organizer)
  return { ...done(added), sessionId, participant, url }
}
