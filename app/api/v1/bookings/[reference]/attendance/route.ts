import { answerAttendance as answer } from "@/lib/bookings/answer-attendance"
import { actorOf } from "@/lib/bookings/policy"
import { answerAttendance } from "../../../../_contract/operations"
import { endpoint, methods } from "../../../../_edge/endpoint"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: endpoint(answerAttendance, async ({ holder, body }) => {
    const said = await answer({ ...body, bookingId: holder.bookingId }, { actor: actorOf(holder) })
    return said.ok ? { ...said, answeredAt: said.answeredAt.toISOString() } : said
  }),
})
