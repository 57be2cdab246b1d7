/** The ticked days of a preview and what is the same for all of them, as `create-series` takes it. */
export function readDates(typed: Record<string, string>): Record<string, unknown> {
  const days = Object.keys(typed).flatMap((name) => {
    const [, year, month, day] = /^day\.(\d{4})(\d\d)(\d\d)$/.exec(name) ?? []
    return year ? [`${year}-${month}-${day}`] : []
  })
  return { ...typed, days, rule: parsed(typed.rule), publish: typed.publish === "1" }
}

function parsed(json = "null"): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

type Revisions = { id: string; revision: number }[]

/** Which revision of each session a form was made on: "id:3 id:1". */
export const showRevisions = (sessions: Revisions): string =>
  sessions.map(({ id, revision }) => `${id}:${revision}`).join(" ")

export const readRevisions = (text: string): Record<string, number> =>
  Object.fromEntries(
    text.split(" ").flatMap((part) => {
      const [, id, revision] = /^([\da-f-]{36}):(\d{1,9})$/.exec(part) ?? []
      return id ? [[id, Number(revision)]] : []
    }),
  )
