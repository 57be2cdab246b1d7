import { useTranslations } from "next-intl"
import type { Lack } from "@/lib/round/rules-mix"

/** What a round lacks to be a good mix, in plain sentences. */
export function Lacks({ lacks, seated }: { lacks: Lack[]; seated: number }) {
  const t = useTranslations("composition")
  const booking = useTranslations("booking")
  const say = (lack: Lack): string => {
    if (lack.kind === "people") return t("lack.people", { missing: lack.missing })
    if (lack.kind === "unknown") return t("lack.unknown", { people: lack.people })
    return lack.kind === "one_industry"
      ? t("lack.one_industry", { industry: booking(`industries.${lack.industry}`) })
      : t("lack.one_size", { size: booking(`sizeBands.${lack.sizeBand}`) })
  }
  const sentences = lacks.map(say)
  if (seated < 3) sentences.push(t("lacksFew"))
  else if (lacks.length === 0) sentences.push(t("lacksNone"))
  return (
    <ul className="grid gap-2">
      {sentences.map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  )
}
