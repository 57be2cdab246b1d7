import { changeBooker } from "@/lib/bookings/change-booker"
import { manageToken } from "@/lib/bookings/policy"
import { pool } from "@/lib/db"
import { fullName } from "@/lib/people/rules"
import { atTheDoor } from "../round/at-door"
import { done, world } from "../support/world"

// Puts somebody with an assistant into a closed round of the database it is given, and says who it is (`Guest`).

const w = await world({ now: new Date() })
const { bookingId, reference, sessionId, participant, url } = await atTheDoor(w, 30)
done(await changeBooker({ bookingId, booker: w.anke }, { actor: { kind: "participant" } }))
const link = async (role: "participant" | "booker") => `/open/${await manageToken(bookingId, role)}`
const guest = { sessionId, reference, url, name: fullName(participant), email: participant.email }
process.stdout.write(JSON.stringify({ ...guest, participant: await link("participant"), booker: await link("booker") }))
await pool.end()
