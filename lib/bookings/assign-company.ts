import { type By, recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { asRefusal, type Outcome, refuse } from "@/lib/errors"
import { newCompany } from "@/lib/people/recognise-company"
import { lockBooking, sessionOf } from "./lock-booking"

/**
 * Says which company the person of a booking comes from, where nothing proves it: a known one, or (null) a new one that is
 * called as the booking says.
 * From then on their request is in doubt no longer, and their confirmed seats ahead stand for the company's group. Refuses
 * where that group has another seat in one of them (`company_seated`).
 */
export async function assignCompany(
  input: { bookingId: string; companyId: string | null },
  by: By,
): Promise<Outcome<{ companyId: string }, "not_found" | "company_seated">> {
  try {
    return await transaction(async (tx, now) => {
      const locked = await lockBooking(tx, input.bookingId, by.actor)
      if (!locked) return refuse("not_found")
      const companyId = input.companyId ?? (await newCompany(tx, locked.booking.companyName, now))
      // Its group stays what it is until this is written.
      const [company] = await tx.$queryRaw<{ groupId: string }[]>`
        SELECT group_id AS "groupId" FROM companies WHERE id = ${companyId}::uuid FOR SHARE`
      if (!company) return refuse("not_found")
      await tx.booking.update({ where: { id: input.bookingId }, data: { companyId }, select: { id: true } })
      const ahead = locked.seats.filter((seat) => {
        if (seat.state !== "confirmed") return false
        const { round, endsAt } = sessionOf(locked, seat)
        return round === "closed" && endsAt > now
      })
      await tx.seat.updateMany({
        where: { id: { in: ahead.map(({ id }) => id) } },
        data: { companyGroupId: company.groupId },
      })
      const about = { actor: by.actor, bookingId: input.bookingId, detail: { companyId } }
      await recordActivity(tx, "company.assigned", { ...about, at: now })
      return { ok: true as const, companyId }
    }, by)
  } catch (error) {
    return asRefusal(error, { seats_one_per_company_group: "company_seated" })
  }
}
