import { useTranslations } from "next-intl"
import type { Picture } from "@/lib/round/rules-picture"
import type { SizeBand } from "@/lib/people/schema"

/** "Industrie, Handel, Dienstleistungen; 50–999 Beschäftigte": bands, and no number of people. */
export function PictureText({ picture: { industries, sizes } }: { picture: Picture }) {
  const [t, booking] = [useTranslations("sessions.page.round"), useTranslations("booking")]
  const range = ({ from, to }: Picture["sizes"][number]) =>
    most[to] === null ? t("andMore", { from: least[from] }) : t("range", { from: least[from], to: most[to] })
  return [
    industries.map((each) => booking(`industries.${each}`)).join(", "),
    sizes.length > 0 && t("employees", { sizes: sizes.map(range).join(", ") }),
  ]
    .filter(Boolean)
    .join("; ")
}

const least: Record<SizeBand, string> = { from_1: "1", from_50: "50", from_250: "250", from_1000: "1000" }
const most: Record<SizeBand, string | null> = { from_1: "49", from_50: "249", from_250: "999", from_1000: null }
