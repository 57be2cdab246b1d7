export type Form = { [name: string]: string | Form }

/** "line_items[0][quantity]=1" as what it means. */
export function readForm(body: string): Form {
  const form: Form = {}
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.replaceAll("]", "").split("[")
    const last = path.pop()!
    let at = form
    for (const step of path) at = (at[step] ??= {}) as Form
    at[last] = value
  }
  return form
}

export const textOf = (form: Form, name: string): string | undefined => {
  const value = form[name]
  return typeof value === "string" ? value : undefined
}
export const formOf = (form: Form, name: string): Form => {
  const value = form[name]
  return typeof value === "object" ? value : {}
}
export const textsOf = (form: Form): Record<string, string> =>
  Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
  )
