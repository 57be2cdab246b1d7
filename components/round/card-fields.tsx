"use client"

import { type FormEvent, useState } from "react"
import { TextField, TickField } from "@/components/ui/form"
import { TableCard } from "./table-card"

/** In the language of the page. */
type Texts = Record<"preview" | "line" | "showName" | "showCompany" | "both", string> & { lineHint?: string }

type Shown = { line: string; showName: boolean; showCompany: boolean }

/** What stands on the card, and the card as the others see it; it follows what is typed where scripts run. */
export function CardFields({
  name,
  company,
  texts,
  ...before
}: Shown & { name: string; company: string; texts: Texts }) {
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
        <figcaption className="text-sm font-[540]">{texts.preview}</figcaption>
        <div className="max-w-80">
          <TableCard face={{ line, name: showName ? name : null, company: showCompany ? company : null }} />
        </div>
      </figure>
      <TextField
        name="line"
        label={texts.line}
        hint={texts.lineHint}
        defaultValue={before.line}
        maxLength={160}
        required
      />
      <div>
        <TickField name="showName" defaultChecked={before.showName}>
          {texts.showName}
        </TickField>
        <TickField name="showCompany" defaultChecked={before.showCompany}>
          {texts.showCompany}
        </TickField>
        <p className="text-sm text-soft">{texts.both}</p>
      </div>
    </div>
  )
}
