import type { z } from "zod"
import type { FieldError } from "@/lib/problem"
import { fields } from "../../../messages/en/errors.json"

/** Each fault of an input: its path with dots, a stable word, a sentence. */
export const fieldErrors = (error: z.ZodError): FieldError[] =>
  error.issues.slice(0, 50).map((issue) => {
    const code = codeOf(issue)
    return { path: issue.path.map(String).join("."), code, message: sentences[code] ?? fields.invalid }
  })

const sentences: Record<string, string> = {
  ...fields,
  choice: "This is none of the values that can be chosen.",
  type: "This is of another type than expected.",
  must_be_true: "This has to be true.",
}

/** The schemas of the forms name their faults themselves; for the rest, what zod says in our words. */
function codeOf(issue: z.core.$ZodIssue): string {
  if (/^[a-z_]+$/.test(issue.message)) return issue.message
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "required" : "type"
    case "invalid_value":
      return issue.input === undefined ? "required" : "choice"
    case "too_big":
      return "too_long"
    default:
      return "invalid"
  }
}
