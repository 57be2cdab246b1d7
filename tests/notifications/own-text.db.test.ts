import { describe, expect, it } from "vitest"
import { renderMail, subjectOf } from "@/lib/notifications/render-mail"
import { editableKinds, variablesOf } from "@/lib/notifications/rules-texts"
import { rowOf } from "./examples"

describe.each(editableKinds)("in a mail: %s", (kind) => {
  const all = variablesOf(kind, "opening").map((name) => `${name}={${name}}`)
  const subject = ["Wie besprochen", ...variablesOf(kind, "subject").map((name) => `{${name}}`)].join(" ")
  const ownText = { subject, opening: `Zuerst: ${all.join("; ")}\n\nDann <script>alert(1)</script> & mehr` }

  it("takes the place of the first paragraph and of the subject, escaped, and of nothing else", async () => {
    const row = { ...rowOf(kind), ownText }
    const [own, usual] = [await renderMail(row, { mask: true }), await renderMail(rowOf(kind), { mask: true })]
    expect(subjectOf(row)).toMatch(/^Wie besprochen/)
    expect(subjectOf(row)).not.toMatch(/[{}\r\n]/)
    expect(own.text).toContain("Dann <script>alert(1)</script> & mehr")
    expect(own.html).toContain("&lt;script&gt;alert(1)&lt;/script&gt; &amp; mehr")
    expect(own.html).not.toContain("<script")
    expect(own.text).not.toMatch(/=\{|undefined|null/)
    const links = (text: string) => [...text.matchAll(/https?:\S+/g)].map(([link]) => link)
    expect(links(own.text)).toEqual(links(usual.text))
  })

  it("that is broken in the database leaves the standard text", async () => {
    const broken = { ...rowOf(kind), ownText: { subject: "Platz {date", opening: "{nichts}" } }
    expect(await renderMail(broken, { mask: true })).toEqual(await renderMail(rowOf(kind), { mask: true }))
  })
})
