import { beforeEach, describe, expect, it } from "vitest"
import { addTeamMember } from "@/lib/people/add-team-member"
import { ensureOwner } from "@/lib/people/ensure-owner"
import { listTeam } from "@/lib/people/queries"
import { removeTeamMember } from "@/lib/people/remove-team-member"
import { renewOwnDatabase } from "../support/database"

const by = { actor: { kind: "system" as const } }
const add = async (email: string, role: "owner" | "organizer" | "host") => {
  const added = await addTeamMember({ email, name: email, role }, by)
  if (!added.ok) throw new Error(added.reason)
  return added.teamMemberId
}
const remove = (teamMemberId: string) => removeTeamMember({ teamMemberId }, by)

describe("the team", () => {
  beforeEach(async () => {
    await renewOwnDatabase()
  })

  it("has a first owner from the settings, and keeps whoever it has", async () => {
    await ensureOwner("Erika@Runde.example")
    await ensureOwner("intruder@runde.example")
    expect(await listTeam()).toMatchObject([{ email: "erika@runde.example", role: "owner" }])
  })

  it("makes the named address owner again when nobody is left", async () => {
    await add("erika@runde.example", "host")
    await ensureOwner("erika@runde.example")
    expect(await listTeam()).toMatchObject([{ email: "erika@runde.example", role: "owner" }])
  })

  it("takes an address once, and takes back who was removed", async () => {
    const otto = await add("otto@runde.example", "host")
    expect(await addTeamMember({ email: "otto@runde.example", name: "Otto", role: "owner" }, by)).toEqual({
      ok: false,
      reason: "already_member",
    })
    expect(await remove(otto)).toMatchObject({ ok: true })
    expect(await remove(otto)).toEqual({ ok: false, reason: "not_found" })
    expect(await add("otto@runde.example", "organizer")).toBe(otto)
  })

  it("keeps one owner, also when two owners remove each other at once", async () => {
    const [anna, berta] = [await add("anna@runde.example", "owner"), await add("berta@runde.example", "owner")]
    const removed = await Promise.all([remove(anna), remove(berta)])
    expect(removed.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await listTeam()).toHaveLength(1)
  })
})
