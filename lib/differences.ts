type Value = string | number | boolean | null
type Flat = Record<string, Value>

/** What an edit changed: its short values before and after, by path; of long texts only which. */
export type Differences = { before: Flat; after: Flat; texts: string[] }

/** What is longer is a text, and the log names it without repeating it. */
const longest = 120

/**
 * What differs between two plain trees, for the log: paths such as "company.city" with the value before and after. Null
 * when nothing does. Private texts stay out by `secret`, the beginning of their paths.
 */
export function differences(before: object, after: object, secret: string[] = []): Differences | null {
  const [old, fresh] = [flatten(before), flatten(after)]
  const found: Differences = { before: {}, after: {}, texts: [] }
  for (const path of [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort()) {
    const [was, is] = [old[path] ?? null, fresh[path] ?? null]
    if (was === is || secret.some((part) => path.startsWith(part))) continue
    if ([was, is].some(isText)) found.texts.push(path)
    else {
      found.before[path] = was
      found.after[path] = is
    }
  }
  return found.texts.length > 0 || Object.keys(found.after).length > 0 ? found : null
}

const isText = (value: Value) => typeof value === "string" && (value.length > longest || value.includes("\n"))

/** The leaves of a plain tree by path. */
export function flatten(value: unknown, path = ""): Flat {
  if (value === undefined) return {}
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return { [path]: value as Value }
  if (value instanceof Date) return { [path]: value.toISOString() }
  if (typeof value !== "object") return { [path]: JSON.stringify(value) }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key)),
  ) as Flat
}
