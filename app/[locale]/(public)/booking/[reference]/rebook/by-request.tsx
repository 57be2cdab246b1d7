import { getTranslations } from "next-intl/server"
import { Notice } from "@/components/ui/notice"
import { settings } from "../../../../../settings"

/** Why there is no button for another date of this format, and where to write instead. */
export async function ByRequest({ reference }: { reference: string }) {
  const [t, { organizer }] = [await getTranslations("cards.move"), await settings()]
  const subject = encodeURIComponent(t("subject", { reference }))
  return (
    <Notice title={t("title")}>
      <p className="text-[0.9375rem] text-soft">{t("text")}</p>
      <p>
        <a href={`mailto:${organizer.email}?subject=${subject}`} className="inline-block py-2.5">
          {t("write")}
        </a>
      </p>
    </Notice>
  )
}
