/**
 * Whether a body is a form as our pages send it. React takes apart what it is sent before any code of ours runs, and
 * what it cannot take apart is a 500; so it is looked at here first. There are two ways: a browser without scripts
 * sends the form's fields beside what names the action and its state (`$ACTION_REF_1`, `$ACTION_1:0`, `$ACTION_1:1`);
 * with scripts, part "0" is the list of arguments, the state and the form ("$K1").
 */
export async function isOurForm(body: Buffer, contentType: string, byScript: boolean): Promise<boolean> {
  const form = await parse(body, contentType)
  if (!form) return false
  if (byScript) return isCall(json(form.get("0")))
  const named = [...form.keys()].filter((name) => name.startsWith("$ACTION_") && !name.startsWith("$ACTION_KEY"))
  if (named.length === 0) return true
  const [, slot] = named.map((name) => /^\$ACTION_REF_(\w+)$/.exec(name)).find((match) => match) ?? []
  if (slot === undefined) return false
  const action = json(form.get(`$ACTION_${slot}:0`)) as { id?: unknown; bound?: unknown } | undefined
  const bound = json(form.get(`$ACTION_${slot}:1`))
  return typeof action?.id === "string" && action.bound === "$@1" && isList(bound, 1) && isPlain(bound[0])
}

async function parse(body: Buffer, contentType: string): Promise<FormData | null> {
  try {
    return await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData()
  } catch {
    return null
  }
}

const isList = (value: unknown, length: number): value is unknown[] => Array.isArray(value) && value.length === length
const isCall = (value: unknown) => isList(value, 2) && isPlain(value[0]) && /^\$K[0-9a-f]{1,4}$/.test(String(value[1]))

/** Undefined for what is no JSON. */
function json(text: FormDataEntryValue | null): unknown {
  try {
    return typeof text === "string" ? (JSON.parse(text) as unknown) : undefined
  } catch {
    return undefined
  }
}

/** The state of a form holds texts. One that begins with "$" is an instruction to React, unless it is a text ("$$"). */
function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return !value.startsWith("$") || value.startsWith("$$") || value === "$undefined"
  if (typeof value !== "object" || value === null) return value !== undefined
  return (
    depth < 4 && !Object.hasOwn(value, "__proto__") && Object.values(value).every((inner) => isPlain(inner, depth + 1))
  )
}
