import { useTranslations } from "next-intl"
import { Notice } from "@/components/ui/notice"

/** Says what has just been done, after a redirect. The address names one of our own sentences and nothing else. */
export function DoneNotice({ done }: { done?: string | string[] }) {
  const [t, ofSeries] = [useTranslations("desk.done"), useTranslations("series.done")]
  const key = typeof done === "string" && /^[a-zA-Z]{1,40}$/.test(done) ? done : ""
  const title = t.has(key as "saved")
    ? t(key as "saved")
    : ofSeries.has(key as "draftDeleted")
      ? ofSeries(key as "draftDeleted")
      : null
  if (!key || !title) return null
  return (
    <div className="mb-8">
      <Notice role="status" title={title} />
    </div>
  )
}
