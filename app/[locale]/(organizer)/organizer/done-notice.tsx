import { useTranslations } from "next-intl"
import { Notice } from "@/components/ui/notice"
import { roomWords } from "./room-words"

/** Says what has just been done, after a redirect. The address names one of our own sentences and nothing else. */
export function DoneNotice({ done }: { done?: string | string[] }) {
  const t = useTranslations()
  const word = typeof done === "string" && /^[a-zA-Z]{1,40}$/.test(done) ? done : undefined
  const title = word && roomWords(t, "done", word)
  if (!title) return null
  return (
    <div className="mb-8">
      <Notice role="status" title={title} />
    </div>
  )
}
