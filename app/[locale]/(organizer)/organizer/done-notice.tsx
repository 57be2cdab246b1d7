import { useTranslations } from "next-intl"
import { Notice } from "@/components/ui/notice"

/** Says what has just been done, after a redirect. The address names one of our own sentences and nothing else. */
export function DoneNotice({ done, area = "desk" }: { done?: string | string[]; area?: "desk" | "people" }) {
  const t = useTranslations(`${area}.done` as "desk.done")
  const key = (typeof done === "string" && /^[a-zA-Z]{1,40}$/.test(done) ? done : "") as "saved"
  if (!key || !t.has(key)) return null
  return (
    <div className="mb-8">
      <Notice role="status" title={t(key)} />
    </div>
  )
}
