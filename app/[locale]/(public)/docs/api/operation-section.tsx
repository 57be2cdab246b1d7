import { useTranslations } from "next-intl"
import { type FieldRow, fieldRows, type Named, type Schema } from "../../../../api/_contract/fields"
import { openApiDocument } from "../../../../api/_contract/openapi"
import { allReasons, type Operation } from "../../../../api/_contract/operations"
import { reasons } from "../../../../api/_contract/reasons"
import { FieldList, Words } from "./field-list"

/** One call: what it is for, what it takes, what it answers, and each no. */
export function OperationSection({ operation }: { operation: Operation }) {
  const t = useTranslations("api.operations")
  const { parameters, body, answer } = describe(operation)
  return (
    <section id={operation.id} className="grid grid-cols-1 gap-5 border-t border-ink pt-5">
      <header className="grid gap-1.5">
        <h3 lang="en">{operation.summary}</h3>
        <p className="text-sm wrap-anywhere">
          <code>
            {operation.method.toUpperCase()} /api/v1{operation.path}
          </code>
        </p>
        {operation.description && (
          <p lang="en" className="max-w-[34em]">
            <Words>{operation.description}</Words>
          </p>
        )}
        {operation.holder && <p className="text-sm text-soft">{t("token")}</p>}
      </header>
      <FieldList title={t("parameters")} rows={parameters} />
      <FieldList title={t("body")} rows={body} />
      <FieldList title={`${t("answer")} ${operation.success.status}`} rows={answer} />
      <section className="grid gap-1.5">
        <h4 className="text-sm text-soft">{t("reasons")}</h4>
        <ul className="flex flex-wrap gap-x-5 text-sm">
          {allReasons(operation).map((reason) => (
            <li key={reason}>
              <a href={`#${reason}`} className="inline-flex min-h-11 items-center gap-1.5 sm:min-h-8">
                {reasons[reason][0]} <code>{reason}</code>
              </a>
            </li>
          ))}
        </ul>
      </section>
    </section>
  )
}

/** What the page reads of the document. */
type Described = {
  parameters?: { name: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content: Record<string, { schema: Schema }> }>
}

function describe({ path, method, success }: Operation): {
  parameters: FieldRow[]
  body: FieldRow[]
  answer: FieldRow[]
} {
  const document = openApiDocument()
  const named = document.components?.schemas as Named
  const { parameters = [], requestBody, responses } = document.paths?.[path]?.[method] as Described
  const properties = Object.fromEntries(parameters.map(({ name, schema }) => [name, schema]))
  const said = responses[success.status]?.content["application/json"]?.schema
  const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name)
  return {
    parameters: fieldRows({ properties, required }, named),
    body: fieldRows(requestBody?.content["application/json"]?.schema, named),
    answer: fieldRows(said?.type === "array" ? said.items : said, named),
  }
}
