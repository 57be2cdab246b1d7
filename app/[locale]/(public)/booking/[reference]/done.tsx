import { useTranslations } from "next-intl"
import { Notice } from "@/components/ui/notice"

const words = [
  ...(["bookerChanged", "bookerRemoved", "bookerSame", "calendarMoved", "calendarChosen"] as const),
  ...(["approvalShared", "approvalEnded", "feedRenewed", "feedEnded"] as const),
]

/** Says that what was just done is done, on the pages around a booking. */
export function Done({ what }: { what: unknown }) {
  const t = useTranslations("assistant.done")
  const word = words.find((each) => each === what)
  return word ? <Notice role="status" title={t(word)} /> : null
}
