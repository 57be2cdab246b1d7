const hourMs = 3_600_000
/** Nobody is hurried. */
const leastMs = 24 * hourMs
/** Whoever waits for the answers has to be able to do something about them. */
const beforehandMs = 12 * hourMs

/**
 * By when people are to say whether another date suits them: by the decision whether their own takes place, but not
 * within a day, and at the latest half a day before the first of the two begins. Null where that leaves no day to answer.
 */
export function answerBy(
  session: { decideBy: Date; startsAt: Date },
  target: { startsAt: Date },
  now: Date,
): Date | null {
  const earliest = Math.ceil((now.getTime() + leastMs) / hourMs) * hourMs
  const latest = Math.min(session.startsAt.getTime(), target.startsAt.getTime()) - beforehandMs
  if (earliest > latest) return null
  return new Date(Math.min(Math.max(session.decideBy.getTime(), earliest), latest))
}

type Thin = { status: string; minimum: number; confirmed: number }

/** Whether people may be asked to move: there are some, too few, and nobody has promised that it takes place. */
export const isThin = ({ status, minimum, confirmed }: Thin): boolean =>
  status === "published" && confirmed > 0 && confirmed < minimum

/** Whether the question can be answered: it is not taken back nor over, and it is still open whether theirs takes place. */
export const stands = (
  question: { endedAt: Date | null; answerBy: Date },
  session: { status: string },
  now: Date,
): boolean => question.endedAt === null && question.answerBy > now && session.status === "published"
