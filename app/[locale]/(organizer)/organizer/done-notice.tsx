import { useTranslations } from "next-intl"
import { Notice } from "@/components/ui/notice"

/** Says what has just been done, after a redirect. The address names one of our own sentences and nothing else. */
export function DoneNotice({ done }: { done?: string | string[] }) {
  const t = useTranslations("desk.done")
  const key = (typeof done === "string" && /^[a-zA-Z]{1,40}$/.test(done) ? done : "") as "saved"
  if (!key || !t.has(key)) return null
  return (
    <div className="mb-8">
      <Notice role="status" title={t(key)} />
    </div>
  )
}
