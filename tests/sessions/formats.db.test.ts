import { beforeEach, describe, expect, it } from "vitest"
import { db } from "@/lib/db"
import { createFormat } from "@/lib/sessions/create-format"
import { createGroupSession } from "@/lib/sessions/create-group-session"
import { editFormat } from "@/lib/sessions/edit-format"
import { findFormat } from "@/lib/sessions/queries"
import { slugOf } from "@/lib/sessions/rules"
import { formatEdit, formatInput } from "@/lib/sessions/schema"
import { demoFormats } from "@/prisma/demo/formats"
import { renewOwnDatabase } from "../support/database"
import { done } from "../support/world"

const by = { actor: { kind: "system" as const } }
const input = formatInput.parse(demoFormats[0])
const edit = formatEdit.parse(input)

describe("a format", () => {
  beforeEach(async () => {
    await renewOwnDatabase()
  })

  it("gets a number where its slug is taken", async () => {
    const ids = [await createFormat(input), await createFormat(input), await createFormat(input)]
    const slugs = await Promise.all(ids.map(async (id) => (await findFormat(id))?.slug))
    expect(slugs).toEqual([input.slug, `${input.slug}-2`, `${input.slug}-3`])
  })

  it("is edited on the revision that was read", async () => {
    const formatId = await createFormat(input)
    const revision = (await findFormat(formatId))?.updatedAt ?? new Date(0)
    const edits = await Promise.all([
      editFormat({ formatId, revision, edit: { ...edit, capacity: 10 } }, by),
      editFormat({ formatId, revision, edit: { ...edit, capacity: 12 } }, by),
    ])
    expect(edits.filter(({ ok }) => ok)).toHaveLength(1)
    expect(edits.find(({ ok }) => !ok)).toEqual({ ok: false, reason: "stale_revision" })
  })

  it("lends its address to a session on site that has none of its own", async () => {
    const formatId = await createFormat({ ...input, place: "on_site", placeText: "Musterstraße 12, Musterstadt" })
    const session = { formatId, language: "de", localStart: "2040-01-12T10:00", timeZone: "Europe/Berlin" } as const
    const size = { capacity: 8, minimum: 4, hostId: null }
    const placeOf = async (placeText: string | null) => {
      const requestId = crypto.randomUUID()
      const created = done(await createGroupSession({ ...session, ...size, placeText, requestId }, by))
      return (await db.groupSession.findUniqueOrThrow({ where: { id: created.sessionId } })).placeText
    }
    expect(await placeOf(null)).toBe("Musterstraße 12, Musterstadt")
    expect(await placeOf("Rathaus")).toBe("Rathaus")
  })

  it("refuses a minimum above its capacity, and what is not there", async () => {
    const formatId = await createFormat(input)
    const revision = (await findFormat(formatId))?.updatedAt ?? new Date(0)
    const tooMany = { ...edit, capacity: 3, minimum: 4 }
    expect(await editFormat({ formatId, revision, edit: tooMany }, by)).toEqual({ ok: false, reason: "below_minimum" })
    const unknown = "00000000-0000-4000-8000-000000000000"
    expect(await editFormat({ formatId: unknown, revision, edit }, by)).toEqual({ ok: false, reason: "not_found" })
  })
})

describe("a name as a part of an address", () => {
  it.each([
    ["KI-Gespräch für Größere", "ki-gespraech-fuer-groessere"],
    ["  Café & Co.  ", "cafe-co"],
    ["日本", "format"],
    ["a".repeat(100), "a".repeat(60)],
  ])("%s", (name, slug) => expect(slugOf(name)).toBe(slug))
})
