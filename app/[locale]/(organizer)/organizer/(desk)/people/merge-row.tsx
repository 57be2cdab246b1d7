import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import type { LikenessReason } from "@/lib/people/rules-people"

/** Somebody who may be the same person; the whole row opens the preview. */
export function MergeRow({
  href,
  name,
  about,
  children,
}: {
  href: string
  name: string
  about: string
  children?: ReactNode
}) {
  const t = useTranslations("people.merge")
  return (
    <li className="group relative grid gap-x-6 gap-y-1 border-t border-line py-4 sm:grid-cols-[1fr_auto] sm:items-center">
      <div>
        <p className="font-serif text-lg font-[500]">{name}</p>
        <p className="text-[0.9375rem] wrap-anywhere text-soft">{about}</p>
        {children}
      </div>
      <a
        href={href}
        className="inline-flex min-h-11 items-center font-[560] text-accent no-underline group-hover:underline after:absolute after:inset-0"
      >
        {t("preview")}
        <span className="sr-only">: {name}</span>
      </a>
    </li>
  )
}

/** Why two may be one. */
export function Likeness({ score, reasons }: { score: number; reasons: LikenessReason[] }) {
  const t = useTranslations("people.merge")
  return (
    <p className="text-[0.9375rem]">
      {t("score", { score })}: {reasons.map((reason) => t(`reasons.${reason}`)).join(", ")}
    </p>
  )
}
