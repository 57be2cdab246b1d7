import { useTranslations } from "next-intl"
import { Badge } from "@/components/ui/badge"
import type { JournalEntry } from "@/lib/notifications/queries"

/** What became of a mail, in a word. */
export function MailState({ state }: { state: JournalEntry["state"] }) {
  const t = useTranslations("desk.mails.state")
  return <Badge tone={state === "failed" ? "mark" : state === "sent" ? "accent" : "plain"}>{t(state)}</Badge>
}
