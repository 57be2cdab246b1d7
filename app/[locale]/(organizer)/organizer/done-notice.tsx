import { useTranslations } from "next-intl"
import { Notice } from "@/components/ui/notice"

/** Says what has just been done, after a redirect. The address names one of our own sentences and nothing else. */
export function DoneNotice({ done }: { done?: string | string[] }) {
  const [t, team] = [useTranslations("desk.done"), useTranslations("team.done")]
  const key = (typeof done === "string" && /^[a-zA-Z]{1,40}$/.test(done) ? done : "") as "saved"
  const own = key as string as "factorAdded"
  if (!key || !(t.has(key) || team.has(own))) return null
  return (
    <div className="mb-8">
      <Notice role="status" title={t.has(key) ? t(key) : team(own)} />
    </div>
  )
}
