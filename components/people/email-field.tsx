import { useTranslations } from "next-intl"
import { EmailInput, type EmailProps } from "./email-input"

/**
 * An address, with a question where it looks like a slip; one tap takes the suggestion, and nobody has to. Without scripts
 * the question comes once, when the form has been sent (app/typo-question.ts).
 */
export function EmailField(props: EmailProps) {
  const t = useTranslations("mailing.typo")
  return <EmailInput {...props} words={{ question: t("question", { suggestion: "%" }), take: t("take") }} />
}
