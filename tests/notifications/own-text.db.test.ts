import { describe, expect, it } from "vitest"
import { renderMail, subjectOf } from "@/lib/notifications/render-mail"
import { type EditableKind, editableKinds, fitsOwnText, variablesOf } from "@/lib/notifications/rules-texts"
import { examples, rowOf } from "./examples"

const inWords = (kind: EditableKind, params = {}) => {
  const row = rowOf(kind)
  const said = { subject: null, opening: "Alles Weitere unten." }
  return renderMail(
    { ...row, params: { ...(row.params as object), ...params }, ownText: said },
    { mask: true, columns: Number.POSITIVE_INFINITY },
  )
}

const untilKinds = editableKinds.filter((kind) => variablesOf(kind, "opening").includes("until"))
it.each(untilKinds)("until when it stands is said also where the own words do not: %s", async (kind) => {
  const { text } = await inWords(kind)
  expect(text).toMatch(/Alles Weitere unten\.\s[^]*bis\s+Mo\., 07\.12\.2026, 16:00 Uhr/i)
})

it("where the data came from stays in any words", async () => {
  const source = /Jana Vorlage hat (uns|Sie vorgemerkt und uns dafür)\s+Ihren Namen[^]*Datenschutzhinweisen/
  expect((await inWords("substitute")).text).toMatch(source)
  for (const kind of ["waiting", "offer"] as const) {
    expect((await inWords(kind, { booker: "Jana Vorlage" })).text).toMatch(source)
    expect((await inWords(kind, { role: "booker", booker: "Jana Vorlage" })).text).not.toMatch(/Datenschutzhinweisen/)
  }
})

it("what differs from case to case is said in standard words, or behind the own ones", async () => {
  const facts = examples()
  const { appointment: place, ...moved } = facts.session_moved
  expect(fitsOwnText("session_moved", facts.session_moved)).toBe(true)
  expect(fitsOwnText("session_moved", { ...moved, appointment: { ...place, startsAt: moved.before.startsAt } })).toBe(
    false,
  )
  expect(fitsOwnText("request_withdrawn", { ...facts.request_withdrawn, change: "substitution" })).toBe(false)
  expect(fitsOwnText("question_again", { ...facts.question_again, asked: false })).toBe(false)
  expect((await inWords("session_moved", { standing: "requested" })).text).toContain("Die Anfrage bleibt bestehen.")
})

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
