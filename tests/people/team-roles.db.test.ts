import { beforeEach, describe, expect, it } from "vitest"
import { addTeamMember } from "@/lib/people/add-team-member"
import { changeRole } from "@/lib/people/change-role"
import { endAuthSessions } from "@/lib/people/end-auth-sessions"
import { findViewer, listTeam } from "@/lib/people/queries"
import { removeTeamMember } from "@/lib/people/remove-team-member"
import { resendInvitation } from "@/lib/people/resend-invitation"
import { saveOwnSettings } from "@/lib/people/save-own-settings"
import { db } from "@/lib/db"
import { ownDatabase, renewOwnDatabase, type Without } from "../support/database"
import { drainJobs } from "../support/jobs"
import { lockIn, pause } from "../support/twin"
import { done } from "../support/world"

const now = new Date("2027-01-11T09:00:00Z")
const later = (seconds: number) => ({ ...by, now: new Date(now.getTime() + seconds * 1000) })
const by = { actor: { kind: "system" as const }, now }
const invite = async (name: string, role: "owner" | "organizer" | "host") =>
  done(await addTeamMember({ email: `${name}@runde.example`, name, role }, by)).teamMemberId
const log = () => db.activity.findMany({ orderBy: { at: "asc" }, select: { kind: true, detail: true } })
const mailsOf = async (kind: string) => {
  await drainJobs()
  return db.mail.findMany({ where: { kind } })
}

describe("an invitation", () => {
  beforeEach(() => renewOwnDatabase())

  it("is mailed, can be mailed again after a minute, and is open until the first sign-in", async () => {
    const otto = await invite("otto", "organizer")
    expect(await listTeam(now)).toMatchObject([{ name: "otto", invitedAt: now, signIns: 0 }])
    expect(await resendInvitation({ teamMemberId: otto }, later(59))).toMatchObject({ reason: "too_soon" })
    done(await resendInvitation({ teamMemberId: otto }, later(60)))
    const mails = await mailsOf("team_invitation")
    expect(mails.map(({ recipient }) => recipient)).toEqual(["otto@runde.example", "otto@runde.example"])
    await ownDatabase().query("UPDATE team_members SET joined_at = now()")
    expect(await listTeam(now)).toMatchObject([{ invitedAt: null }])
    expect(await resendInvitation({ teamMemberId: otto }, later(600))).toMatchObject({ reason: "not_found" })
  })

  it("that was withdrawn is no longer mailed", async () => {
    await invite("anna", "owner")
    const otto = await invite("otto", "organizer")
    done(await removeTeamMember({ teamMemberId: otto }, by))
    expect((await mailsOf("team_invitation")).map(({ recipient }) => recipient)).toEqual(["anna@runde.example"])
  })
})

describe("a role", () => {
  beforeEach(() => renewOwnDatabase())

  it("is changed, and the log says from what to what", async () => {
    await invite("anna", "owner")
    const otto = await invite("otto", "host")
    const change = () => changeRole({ teamMemberId: otto, role: "organizer" }, by)
    done(await change())
    done(await change())
    const changes = (await log()).filter(({ kind }) => kind === "team.role_changed")
    expect(changes).toEqual([
      {
        kind: "team.role_changed",
        detail: { teamMemberId: otto, before: { role: "host" }, after: { role: "organizer" } },
      },
    ])
  })

  it("of the last owner stays", async () => {
    const anna = await invite("anna", "owner")
    expect(await changeRole({ teamMemberId: anna, role: "host" }, by)).toMatchObject({ reason: "last_owner" })
    await invite("berta", "owner")
    done(await changeRole({ teamMemberId: anna, role: "host" }, by))
  })
})

describe("two owners who take each other's role at once", () => {
  const race = async ({ without = "" }: Without = {}) => {
    await renewOwnDatabase({ without: pause("UPDATE", "team_members", 150) + without })
    const owners = [await invite("anna", "owner"), await invite("berta", "owner")]
    await Promise.all(owners.map((teamMemberId) => changeRole({ teamMemberId, role: "host" }, by)))
    return (await listTeam(now)).filter(({ role }) => role === "owner").length
  }
  it("leave one owner", async () => expect(await race()).toBe(1))
  it("twin: leave none without the lock", async () => expect(await race({ without: lockIn("lock_owners") })).toBe(0))
})

describe("a removed member", () => {
  it("is out with the next look, everywhere", async () => {
    await renewOwnDatabase()
    await invite("anna", "owner")
    const otto = await invite("otto", "organizer")
    const expiresAt = new Date(now.getTime() + 60_000)
    const { id } = await db.authSession.create({ data: { teamMemberId: otto, expiresAt, secondFactor: "totp" } })
    expect(await findViewer(id, now)).toMatchObject({ name: "otto" })
    done(await removeTeamMember({ teamMemberId: otto }, by))
    expect(await findViewer(id, now)).toBeNull()
  })
})

describe("what members set and end", () => {
  beforeEach(() => renewOwnDatabase())

  it("own settings are logged with what was before", async () => {
    const anna = await invite("anna", "owner")
    const settings = { name: "Anna", locale: "de", requestMails: "digest" } as const
    await saveOwnSettings(anna, settings, by)
    await saveOwnSettings(anna, settings, by)
    const changes = (await log()).filter(({ kind }) => kind === "team.own_settings_changed")
    expect(changes.map(({ detail }) => detail)).toEqual([
      { before: { name: "anna", requestMails: "each" }, after: { name: "Anna", requestMails: "digest" }, texts: [] },
    ])
  })

  it("an owner who signs somebody out is named", async () => {
    const [anna, otto] = [await invite("anna", "owner"), await invite("otto", "host")]
    await db.authSession.create({ data: { teamMemberId: otto, expiresAt: new Date("2030-01-01") } })
    await endAuthSessions({ teamMemberId: otto }, { actor: { kind: "organizer", id: anna }, now })
    expect(await db.activity.findFirst({ where: { kind: "team.signed_out" } })).toMatchObject({
      actorId: anna,
      detail: { teamMemberId: otto, count: 1 },
    })
  })
})
