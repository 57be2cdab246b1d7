import { getTranslations } from "next-intl/server"
import type { FormAnswer } from "@/components/ui/form"
import { suggestAddress } from "@/lib/mail-typos"
import { answer } from "./form-answer"

/**
 * Asks once where an address looks like a slip: sent again as it is, it is taken as it is. Null where nothing looks so,
 * or where the form has asked already.
 */
export async function askAboutTypo(data: FormData, ...fields: string[]): Promise<FormAnswer> {
  const seen = data.getAll("typoSeen")
  const slip = fields
    .map((field) =>
      String(data.get(field) ?? "")
        .trim()
        .toLowerCase(),
    )
    .find((address) => suggestAddress(address) !== null && !seen.includes(address))
  if (!slip) return null
  const t = await getTranslations("mailing.typo")
  return { ...answer(t("look"), {}, data), tone: "accent" }
}
