import { useLocale, useTranslations } from "next-intl"
import type { SettingsData } from "@/lib/sessions/schema"

/** Who runs the round, with their picture. */
export function Host({ organizer, portrait }: { organizer: SettingsData["organizer"]; portrait: string }) {
  const [t, locale] = [useTranslations("sessions.page"), useLocale()]
  const { name, role } = organizer
  return (
    <div className="flex items-center gap-4">
      <Portrait src={portrait} alt={t("portrait", { name })} />
      <p className="grid gap-0.5">
        <span className="font-serif text-lg">{name}</span>
        <span className="text-[0.9375rem] text-soft">{role[locale]}</span>
      </p>
    </div>
  )
}

/** A face, round like the seats at the table. It is small already: nothing is gained by scaling it on the way. */
export const Portrait = ({ src, alt, large }: { src: string; alt: string; large?: boolean }) => (
  // eslint-disable-next-line @next/next/no-img-element -- served in the one size there is
  <img
    src={src}
    alt={alt}
    width={640}
    height={640}
    className={`${large ? "size-32" : "size-16"} shrink-0 rounded-full border border-line bg-sheet object-cover`}
  />
)
