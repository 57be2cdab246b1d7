/** One line of a table: a field of a schema, however deep. */
export type FieldRow = { name: string; type: string; required: boolean; description?: string }

/** What the page reads of a JSON Schema. */
export type Schema = {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  minimum?: number
  maximum?: number
  maxLength?: number
  description?: string
}
export type Named = Record<string, Schema>

/**
 * A schema as lines. Objects are followed down to their fields ("participant.givenName", "sessions[].id"); one that
 * has a name of its own in the document is followed once and named after that.
 */
export function fieldRows(schema: Schema | undefined, named: Named, prefix = ""): FieldRow[] {
  const object = resolve(schema, named)
  return Object.entries(object.properties ?? {}).flatMap(([name, property]) => {
    const inner = withoutNull(resolve(property, named), named)
    const list = inner.type === "array" ? resolve(inner.items, named) : undefined
    const path = `${prefix}${name}${list ? "[]" : ""}`
    const row = {
      name: path,
      type: typeOf(resolve(property, named), named),
      required: object.required?.includes(name) ?? false,
    }
    const { description } = resolve(property, named)
    return [{ ...row, description }, ...fieldRows(list ?? inner, named, `${path}.`)]
  })
}

function resolve(schema: Schema | undefined, named: Named): Schema {
  if (!schema) return {}
  return "$ref" in schema && schema.$ref ? resolve(named[schema.$ref.split("/").at(-1) ?? ""], named) : schema
}

/** Of "something or null" the something. */
function withoutNull(schema: Schema, named: Named): Schema {
  const choice = schema.anyOf?.map((each) => resolve(each, named)).find(({ type }) => type !== "null")
  return choice ?? schema
}

function typeOf(schema: Schema, named: Named): string {
  if (schema.anyOf) return schema.anyOf.map((each) => typeOf(resolve(each, named), named)).join(" | ")
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ")
  const types = [schema.type ?? "object"].flat().join(" | ")
  const range = [schema.minimum, schema.maximum].filter((bound) => bound !== undefined && Math.abs(bound) < 2 ** 31)
  const size = schema.maxLength ? ` ≤ ${schema.maxLength}` : range.length === 2 ? ` ${range.join("–")}` : ""
  return schema.format ? `${schema.format}` : types + size
}
