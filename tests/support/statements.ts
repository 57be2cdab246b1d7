import pg from "pg"
import { vi } from "vitest"

/**
 * A twin's way to take away a protection that stands in a statement of the app and not in the schema: while `body` runs,
 * what matches is said otherwise. Fails when nothing has matched, or a twin would go on proving nothing.
 */
export async function sayingOtherwise<Result>(
  statements: { in: RegExp; part: string; by?: string }[],
  body: () => Promise<Result>,
): Promise<Result> {
  const unmet = new Set(statements)
  const query = pg.Client.prototype.query as (this: pg.Client, asked: unknown, ...rest: unknown[]) => unknown
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    asked: unknown,
    ...rest: unknown[]
  ) {
    if (!isStatement(asked)) return query.call(this, asked, ...rest)
    let { text } = asked
    for (const statement of statements) {
      if (!statement.in.test(text) || !text.includes(statement.part)) continue
      text = text.replaceAll(statement.part, statement.by ?? "")
      unmet.delete(statement)
    }
    return query.call(this, { ...asked, text }, ...rest)
  })
  try {
    return await body()
  } finally {
    spy.mockRestore()
    if (unmet.size > 0) throw new Error(`nothing to take away: ${[...unmet].map(({ part }) => part).join()}`)
  }
}

const isStatement = (asked: unknown): asked is { text: string } =>
  typeof asked === "object" && asked !== null && "text" in asked && typeof asked.text === "string"

/** As if the app took no row lock in the statements that name this table. */
export const withoutLock = (table: string, lock: "FOR NO KEY UPDATE" | "FOR UPDATE" = "FOR NO KEY UPDATE") => ({
  in: new RegExp(`\\b${table}\\b`),
  part: ` ${lock}`,
})

/** A file that was imported is not taken away, which would be noticed by whoever imports it as well. */
export const fileStays = {
  in: /^DELETE FROM "public"."uploads"/,
  part: 'DELETE FROM "public"."uploads"',
  by: 'UPDATE "public"."uploads" SET "text" = "text"',
}
