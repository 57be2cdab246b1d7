/** A form as a browser would send it untouched. */
export type Form = {
  /** Where it goes; undefined is the page itself. */
  action?: string
  fields: Record<string, string>
  /** All fields, also those that send nothing untouched. */
  names: string[]
}

/**
 * The form of a page that has that id ("#book") or a button of that name, with what is filled in already and what the button adds. Reads
 * React's own markup: attributes in double quotes, void elements, no form inside of a form.
 * @throws when no form has it, naming the forms and buttons there are
 */
export function findForm(html: string, button: string | RegExp): Form {
  const seen: string[] = []
  for (const [, head = "", inner = ""] of html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)) {
    const id = `#${attribute(head, "id")}`
    if (id === button) return { action: attribute(head, "action") || undefined, ...read(inner) }
    seen.push(id)
    for (const [, attributes = "", label = ""] of inner.matchAll(/<button\b([^>]*)>([\s\S]*?)<\/button>/g)) {
      const name = attribute(attributes, "aria-label") ?? textOf(label)
      seen.push(name)
      if (
        attribute(attributes, "type") === "button" ||
        !(typeof button === "string" ? name === button : button.test(name))
      )
        continue
      const own = attribute(attributes, "name")
      const form = { action: attribute(head, "action") || undefined, ...read(inner) }
      return own ? { ...form, fields: { ...form.fields, [own]: attribute(attributes, "value") ?? "" } } : form
    }
  }
  throw new Error(`no form has the button ${button}; there are: ${seen.join(", ") || "none"}`)
}

/** What a page says, without its markup. */
export const textOf = (html: string): string =>
  decode(
    html
      .replace(/<(script|style)\b[\s\S]*?<\/\1>|<(\w+)\b[^>]* aria-hidden="true"[^>]*>[^<]*<\/\2>|<!--.*?-->/g, "")
      .replace(/<[^>]*>/g, " "),
  )
    .replace(/\s+/g, " ")
    .trim()

function read(html: string): { fields: Form["fields"]; names: string[] } {
  const fields: Form["fields"] = {}
  const names: string[] = []
  const add = (name: string | undefined, value: string | undefined) => {
    if (!name) return
    names.push(name)
    if (value !== undefined) fields[name] = value
  }
  for (const [, attributes = ""] of html.matchAll(/<input\b([^>]*?)\/?>/g)) {
    const type = attribute(attributes, "type") ?? "text"
    const ticked = !["checkbox", "radio"].includes(type) || / checked=/.test(attributes)
    add(
      attribute(attributes, "name"),
      ticked && type !== "submit" ? (attribute(attributes, "value") ?? (type === "checkbox" ? "on" : "")) : undefined,
    )
  }
  for (const [, attributes = "", value = ""] of html.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g)) {
    add(attribute(attributes, "name"), decode(value).replace(/^\n/, ""))
  }
  for (const [, attributes = "", options = ""] of html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const [, chosen = ""] = /<option\b([^>]* selected[^>]*)>/.exec(options) ?? /<option\b([^>]*)>/.exec(options) ?? []
    add(attribute(attributes, "name"), attribute(chosen, "value") ?? "")
  }
  return { fields, names: [...new Set(names)] }
}

function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}="([^"]*)"`, "i").exec(attributes)
  return found ? decode(found[1] ?? "") : undefined
}

const decode = (text: string) =>
  text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
