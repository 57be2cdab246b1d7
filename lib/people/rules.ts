const minuteMs = 60_000

/** A sign-in code is good for ten minutes and five tries. */
export const codeMs = 10 * minuteMs
export const codeTries = 5

/** From the right code to the sign-in it is one step within the server. */
export const ticketMs = minuteMs

/** A sign-in ends by itself after 30 days, however often it is used. */
export const authSessionMs = 30 * 24 * 60 * minuteMs

/**
 * Codes mailed to one member: few enough that guessing (five tries a code, one in a million each) does not pay and
 * nobody's mailbox is filled, enough that somebody else's asking hardly locks a member out.
 */
export const codeLimits = [
  { withinMs: 15 * minuteMs, codes: 5 },
  { withinMs: 24 * 60 * minuteMs, codes: 20 },
]

/** Whether one more code may be mailed to a member who was mailed codes at these times. */
export function mayMailCode(mailedAt: Date[], now: Date): boolean {
  return codeLimits.every(
    ({ withinMs, codes }) => mailedAt.filter((at) => now.getTime() - at.getTime() < withinMs).length < codes,
  )
}
