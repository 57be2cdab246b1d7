import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { asRefusal, type Outcome, refuse } from "@/lib/errors"
import { lockFactors } from "./lock-factors"
import { hashSecret } from "./request-sign-in-code"
import { authSessionMs } from "./rules"

/**
 * Turns a ticket into a sign-in. The sign-in row names the request it came from, and a unique index makes sure that
 * there is one for each, also when two tickets arrive at once. A ticket without a second factor is void for a member
 * who has one in the meantime.
 */
export async function redeemTicket(
  input: { ticket: string; userAgent: string },
  by: { now?: Date } = {},
): Promise<Outcome<{ authSessionId: string }, "ticket_invalid">> {
  try {
    return await transaction(async (tx, now) => {
      const challenge = await tx.signInChallenge.findUnique({
        where: { ticketHash: hashSecret(input.ticket), ticketExpiresAt: { gt: now }, teamMember: { removedAt: null } },
        select: { id: true, teamMemberId: true, secondFactor: true },
      })
      if (!challenge?.teamMemberId) return refuse("ticket_invalid")
      const { teamMemberId, secondFactor } = challenge
      const factors = await lockFactors(tx, teamMemberId)
      if (!secondFactor && factors.any) return refuse("ticket_invalid")
      const { id } = await tx.authSession.create({
        data: {
          teamMemberId,
          challengeId: challenge.id,
          secondFactor,
          userAgent: input.userAgent.slice(0, 300),
          createdAt: now,
          expiresAt: new Date(now.getTime() + authSessionMs),
        },
      })
      await tx.teamMember.update({ where: { id: teamMemberId }, data: { wrongCodes: 0 } })
      const joined = await tx.teamMember.updateMany({
        where: { id: teamMemberId, joinedAt: null },
        data: { joinedAt: now },
      })
      await recordActivity(tx, "team.signed_in", {
        actor: { kind: "organizer", id: teamMemberId },
        detail: { with: secondFactor ?? "code", first: joined.count > 0 },
        at: now,
      })
      return { ok: true, authSessionId: id }
    }, by)
  } catch (error) {
    return asRefusal(error, { auth_sessions_challenge_id_key: "ticket_invalid" })
  }
}
