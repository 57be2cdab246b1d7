import { isUuid } from "./input"

/** Where a list that is newest first goes on: behind a row, by its instant and id. */
export const writeCursor = (at: Date, id: string): string => `${at.toISOString()}_${id}`

/** What a cursor says; null for anything that is none. PostgreSQL refuses a year 0, so instants begin with 1970. */
export function readCursor(cursor = ""): { at: Date; id: string } | null {
  const [, instant = "", id = ""] = /^(\d{4}-[\d-]{5}T[\d:.]{12}Z)_([0-9a-f-]{36})$/.exec(cursor) ?? []
  const at = new Date(instant)
  return isUuid(id) && at.getTime() >= 0 ? { at, id } : null
}
