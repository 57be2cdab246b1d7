/** As many rows as are imported at once; of sessions each has entries of its own in the log. */
export const mostPeople = 10_000
export const mostSessions = 1_000

/**
 * What an archive leaves out, and why. Every other table is in it, so that a new one is not forgotten: it is either
 * archived or has its reason here.
 */
export const leftOut: Record<string, string> = {
  _prisma_migrations: "belongs to the installation; the archive names what it was made with",
  public_holidays: "written down anew by every worker that starts",
  rate_limits: "counters of the last minutes",
  sign_in_challenges: "codes that were asked for",
  uploads: "files between looking at what they would do and doing it",
  auth_sessions: "sign-ins; after a restore everybody signs in anew",
}

export type Reference = { table: string; to: string }

/** Tables in an order in which each comes after those it refers to; what refers to itself is filled in one statement. */
export function inOrder(tables: string[], references: Reference[]): string[] {
  const ordered: string[] = []
  const waiting = new Set([...tables].sort())
  while (waiting.size > 0) {
    const ready = [...waiting].filter((table) =>
      references.every(({ table: from, to }) => from !== table || to === table || !waiting.has(to)),
    )
    if (ready.length === 0) throw new Error(`tables refer to each other in a circle: ${[...waiting].join(", ")}`)
    for (const table of ready) waiting.delete(table)
    ordered.push(...ready)
  }
  return ordered
}
