import { getTranslations } from "next-intl/server"
import type { FormAnswer } from "@/components/ui/form"
import { passkeyResponse, type PasskeyResponse } from "@/lib/people/schema"
import { typed } from "../../../form-answer"

/** Tells the form what to ask a passkey for; its script sends the response with the same form. */
export async function askPasskey(options: object, data: FormData): Promise<FormAnswer> {
  const t = await getTranslations("team.passkey")
  const values = { ...typed(data), options: JSON.stringify(options) }
  return { stamp: crypto.randomUUID(), message: t("asking"), errors: {}, values, tone: "accent" }
}

/** The response in a form: null when there is none yet, undefined when it is none. It does not go back to the browser. */
export function takeResponse(data: FormData): PasskeyResponse | null | undefined {
  const given = data.get("response")
  data.delete("response")
  return given ? passkeyResponse.safeParse(given).data : null
}
