import { describe, expect, it } from "vitest"
import { type Claim, collisionsOf } from "@/lib/bookings/rules-collisions"

const claim = (id: string, group: string, fields: Partial<Claim> = {}): Claim => ({
  ...{ id, bookingId: id, kind: "requested", decision: null, since: new Date(`2026-12-07T09:0${id}:00Z`) },
  company: { name: group, companyId: group, groupId: group, domain: null, doubt: null },
  ...fields,
})
const kinds = (of: Claim, room: Claim[], conflicts: { groupId: string; otherId: string }[] = []) =>
  collisionsOf(of, room, conflicts).map((each) => ("with" in each ? `${each.kind} ${each.with.id}` : each.kind))

describe("what stands against a claim", () => {
  const doubtful = (id: string) =>
    claim(id, "x", { company: { name: "X", companyId: null, groupId: null, domain: null, doubt: "free_mail" } })
  const apart = [{ groupId: "a", otherId: "b" }]

  it("is who asked before, and not who asked after", () => {
    const room = [claim("1", "a"), claim("2", "a"), claim("3", "b")]
    expect(room.map((each) => kinds(each, room))).toEqual([[], ["same_company 1"], []])
  })

  it("is who sits there or is chosen, whenever they asked", () => {
    const chosen = claim("2", "a", { decision: "confirm" })
    expect(kinds(claim("1", "a"), [chosen])).toEqual(["same_company 2"])
    expect(kinds(claim("1", "a"), [claim("2", "a", { kind: "confirmed" })])).toEqual(["same_company 2"])
  })

  it("is nobody who is going to be declined", () => {
    const second = claim("2", "a")
    expect(kinds(second, [claim("1", "a", { decision: "decline" }), second])).toEqual([])
    expect(kinds(second, [doubtful("1"), second])).toEqual([])
  })

  it("is a doubt alone, whoever is in the room", () => {
    expect(kinds(doubtful("2"), [])).toEqual(["company_in_doubt"])
    expect(kinds(doubtful("2"), [claim("1", "a", { kind: "confirmed" })])).toEqual(["company_in_doubt"])
  })

  it("is a conflict with who has the seat, and not with who will not get it", () => {
    const [first, second] = [claim("1", "b"), claim("2", "a")]
    expect(kinds(second, [first, second], apart)).toEqual(["conflict 1"])
    const seated = claim("0", "b", { kind: "confirmed", bookingId: "0" })
    const other = claim("0", "c", { kind: "confirmed" })
    expect(kinds(second, [seated, first, second], apart)).toEqual(["conflict 0"])
    // The first one is declined for another conflict, and the second has nobody in its way.
    const both = [...apart, { groupId: "b", otherId: "c" }]
    expect(kinds(second, [other, first, second], both)).toEqual([])
  })

  it("is never a claim of the same booking", () => {
    const own = claim("1", "a", { kind: "confirmed" })
    expect(kinds(claim("2", "a", { bookingId: "1" }), [own])).toEqual([])
  })
})
