"use client"

import { useTranslations } from "next-intl"
import { type FormEvent, useState } from "react"
import { TextField, TickField } from "@/components/ui/form"
import { TableCard } from "./table-card"

type Shown = { line: string; showName: boolean; showCompany: boolean }

/** What stands on the card, and the card as the others see it; it follows what is typed where scripts run. */
export function CardFields({ name, company, ...before }: Shown & { name: string; company: string }) {
  const t = useTranslations("cards.own")
  const [{ line, showName, showCompany }, setShown] = useState<Shown>(before)
  const read = ({ currentTarget }: FormEvent<HTMLElement>) => {
    const data = new FormData(currentTarget.closest("form") ?? undefined)
    const text = data.get("line")
    setShown({
      line: typeof text === "string" ? text : "",
      showName: data.has("showName"),
      showCompany: data.has("showCompany"),
    })
  }
  return (
    <div onInput={read} className="grid gap-6">
      <figure className="grid gap-2.5">
        <figcaption className="text-sm font-[540]">{t("preview")}</figcaption>
        <div className="max-w-80">
          <TableCard face={{ line, name: showName ? name : null, company: showCompany ? company : null }} />
        </div>
      </figure>
      <TextField
        name="line"
        label={t("line")}
        hint={t("lineHint")}
        defaultValue={before.line}
        maxLength={160}
        required
      />
      <div>
        <TickField name="showName" defaultChecked={before.showName}>
          {t("showName", { name })}
        </TickField>
        <TickField name="showCompany" defaultChecked={before.showCompany}>
          {t("showCompany", { company })}
        </TickField>
        <p className="text-sm text-soft">{t("both")}</p>
      </div>
    </div>
  )
}
