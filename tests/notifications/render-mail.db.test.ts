import { describe, expect, it } from "vitest"
import { deriveCode, issueToken, readToken } from "@/lib/secrets"
import { renderMail, subjectOf } from "@/lib/notifications/render-mail"
import { mailKinds, mailParams } from "@/lib/notifications/schema"
import { isTeamKind } from "@/lib/people/rules"
import { bookingId, challengeId, examples, recipient, rowOf } from "./examples"

const locales = ["de", "en"] as const
const roles = ["participant", "booker"] as const
const cases = mailKinds.flatMap((kind) => locales.flatMap((locale) => roles.map((role) => ({ kind, locale, role }))))

const linksIn = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&"))
const textLinks = (text: string) => [...text.matchAll(/https?:\/\/\S+/g)].map(([link]) => link)
const secrets = /\b\d{6}\b|[\w-]{56}/

/** Mails to a holder about a seat that can still be moved, and those that name a way of their own. */
const keeping = [
  "reserved",
  "confirmed",
  "rebooked",
  "rebooking_requested",
  "rebooking_declined",
  "substitute",
] as const
const more = [
  "substitution_requested",
  "substitution_declined",
  "request_withdrawn",
  "calendar_renamed",
  "session_moved",
] as const
const others = ["session_cancelled", "duplicate", "links", "waiting", "offer", "offer_lapsed", "opened"] as const

describe.each([...keeping, ...more, ...others])("%s", (kind) => {
  it.each(roles)(
    "leads the %s to other dates in two taps: the booking or what it waits for, and the list",
    async (role) => {
      const { html } = await renderMail(rowOf(kind, "de", role), { mask: false })
      const opened = linksIn(html).filter((link) => link.includes("/open/"))
      expect(opened).not.toEqual([])
      expect(
        opened.every((link) => /\/open\/[\w-]{56}(\?to=(rebook|release|waiting|billing)(&date=[\w-]+)?)?$/.test(link)),
      ).toBe(true)
    },
  )
})

describe.each(cases)("$kind, $locale, to the $role", ({ kind, locale, role }) => {
  const row = rowOf(kind, locale, role)

  it("is made of facts that hold no secret", () => {
    expect(mailParams[kind].safeParse(row.params).success).toBe(true)
    expect(JSON.stringify(row.params)).not.toMatch(/[\w-]{56}|\/open\/|\/verify\//)
  })

  it("says the same in both of its forms and leads nowhere else", async () => {
    const { html, text } = await renderMail(row, { mask: false })
    expect(new Set(linksIn(html))).toEqual(new Set(textLinks(text)))
    for (const link of linksIn(html)) expect(link).toMatch(/^http:\/\/localhost:3000(\/|$)/)
    expect(html.replace(/<!DOCTYPE[^>]*>/, "").match(/https?:\/\/(?!localhost:3000)/g)).toBeNull()
    expect(html).not.toMatch(/<img|<link|<script|@import|url\(/i)
  })

  it("has a text for everything", async () => {
    const { subject, html, text } = await renderMail(row, { mask: false })
    for (const part of [subject, text, html.replace(/<style[\s\S]*?<\/style>/, "")]) {
      expect(part).not.toMatch(/undefined|null|\[object|\bmail\.\w|[{}]/)
    }
    expect(text).toContain(locale === "de" ? "Impressum" : "Legal notice")
  })

  it("has a subject of one line without topic, name and company", () => {
    const subject = subjectOf(row)
    expect(subject).not.toMatch(/[\r\n\u00a0]|KI|Muster|Beispiel|Vorlage|Session,/)
    if (
      !["sign_in_code", "links", "subscription", "entry_booker", "team_invitation", "invoice", "credit_note"].includes(
        kind,
      )
    )
      expect(subject).toMatch(/\d{2}\.\d{2}\.2027|\d{1,2} \w{3} 2027|RE-2026-0001/)
  })

  it("can be shown without what opens a booking", async () => {
    const { html, text, subject } = await renderMail(row, { mask: true })
    expect(`${subject} ${text}`.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "")).not.toMatch(secrets)
    expect(linksIn(html).join(" ")).not.toMatch(secrets)
  })

  it("goes to the participant with an entry, to nobody else", async () => {
    const { calendar, to } = await renderMail(row, { mask: false })
    expect(to).toBe(recipient)
    if (role === "booker" || isTeamKind(kind)) expect(calendar).toBeUndefined()
  })
})

describe("what a mail says", () => {
  it("greets by name, also in English", async () => {
    expect((await renderMail(rowOf("confirmed"), { mask: false })).text).toContain("Guten Tag Dr. Petra Muster,")
    expect((await renderMail(rowOf("confirmed", "en"), { mask: false })).text).toContain("Dear Dr. Petra Muster,")
  })

  it("repeats nothing that was typed before the mailbox is proved", async () => {
    const { text, subject } = await renderMail(rowOf("code"), { mask: false })
    expect(text + subject).not.toMatch(/Petra|Anlagenbau/)
    expect(text).toContain("Guten Tag,")
  })

  it("carries the dates in the subject as agreed", () => {
    expect(subjectOf(rowOf("confirmed"))).toBe("Ihr Platz am Do., 14.01.2027")
    expect(subjectOf(rowOf("session_moved"))).toBe("Verschoben: 14.01. → 21.01.2027")
    expect(subjectOf(rowOf("rebooked", "en"))).toBe("Moved: 14 Jan → 21 Jan 2027")
  })

  it("names both years or both times where the day alone would mislead", () => {
    const { session_moved: moved } = examples()
    const to = (startsAt: string) =>
      subjectOf({ ...rowOf("session_moved"), params: { ...moved, appointment: { ...moved.appointment, startsAt } } })
    expect(to("2026-12-17T09:00:00.000Z")).toBe("Verschoben: 14.01.2027 → 17.12.2026")
    expect(to("2027-01-14T13:00:00.000Z")).toBe("Verschoben: Do., 14.01.2027, 10:00 Uhr → 14:00 Uhr")
  })

  it("carries the code, and a link that proves the mailbox", async () => {
    const { text } = await renderMail(rowOf("code"), { mask: false })
    expect(text).toContain(deriveCode("booking", bookingId, 1))
    expect(text).toContain(`/verify/${issueToken({ purpose: "verify", role: "participant", bookingId }, 1)}`)
    expect((await renderMail(rowOf("sign_in_code"), { mask: false })).text).toContain(
      deriveCode("sign-in", challengeId, 1),
    )
  })

  it("opens the booking in the reader's own part", async () => {
    for (const role of roles) {
      const { text } = await renderMail(rowOf("confirmed", "en", role), { mask: false })
      const [, token = ""] = /\/en\/open\/([\w-]{56})/.exec(text) ?? []
      expect(readToken(token)).toEqual({ purpose: "manage", role, bookingId })
    }
  })

  it("declines in one sentence with at most two other dates", async () => {
    const { text } = await renderMail(rowOf("declined"), { mask: false })
    expect(text).toContain("für diesen Termin kann ich Ihnen keinen passenden Platz anbieten.")
    expect(textLinks(text).filter((link) => link.includes("/sessions/"))).toHaveLength(2)
    expect(text).not.toMatch(/weil|Grund|Wettbewerb|Konkurren/)
  })

  it("does not tell a replaced person who comes instead", async () => {
    const { html, text } = await renderMail(rowOf("substituted"), { mask: false })
    expect(html + text).not.toMatch(/Jana|Vorlage|\/open\//)
  })

  it("can be answered: no sender is a machine", async () => {
    const { from, replyTo } = await renderMail(rowOf("confirmed"), { mask: false })
    expect([from.address, replyTo.address].join()).not.toMatch(/no-?reply/i)
    expect(replyTo.address).toBe("kontakt@runde.example")
  })

  it("puts the decision one tap away", async () => {
    const { text } = await renderMail(rowOf("organizer_request"), { mask: true })
    expect(text).toMatch(/\/organizer\/requests\/[0-9a-f-]{36}/)
  })
})
