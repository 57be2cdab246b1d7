import { recordActivity } from "@/lib/activity"
import { transaction } from "@/lib/db"
import { asRefusal, type Outcome, refuse } from "@/lib/errors"
import { hashSecret } from "./request-sign-in-code"
import { authSessionMs } from "./rules"

/**
 * Turns a ticket into a sign-in. The sign-in row names the request it came from, and a unique index makes sure that
 * there is one for each, also when two tickets arrive at once.
 */
export async function redeemTicket(
  input: { ticket: string; userAgent: string },
  by: { now?: Date } = {},
): Promise<Outcome<{ authSessionId: string }, "ticket_invalid">> {
  try {
    return await transaction(async (tx, now) => {
      const challenge = await tx.signInChallenge.findUnique({
        where: { ticketHash: hashSecret(input.ticket), ticketExpiresAt: { gt: now }, teamMember: { removedAt: null } },
        select: { id: true, teamMemberId: true },
      })
      if (!challenge?.teamMemberId) return refuse("ticket_invalid")
      const { id } = await tx.authSession.create({
        data: {
          teamMemberId: challenge.teamMemberId,
          challengeId: challenge.id,
          userAgent: input.userAgent.slice(0, 300),
          createdAt: now,
          expiresAt: new Date(now.getTime() + authSessionMs),
        },
      })
      await recordActivity(tx, "team.signed_in", { actor: { kind: "organizer", id: challenge.teamMemberId }, at: now })
      return { ok: true, authSessionId: id }
    }, by)
  } catch (error) {
    return asRefusal(error, { auth_sessions_challenge_id_key: "ticket_invalid" })
  }
}
