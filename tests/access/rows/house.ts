import { randomUUID } from "node:crypto"
import { system } from "@/lib/activity"
import { db } from "@/lib/db"
import { renewFeed } from "@/lib/notifications/renew-feed"
import { savePortrait } from "@/lib/sessions/save-portrait"
import { houseRevision } from "@/lib/sessions/edit-house"
import { defaultSettings, getSettings } from "@/lib/sessions/settings"
import { done } from "../../support/world"
import { onPage, type Row, type Rows } from "../row"
import { team } from "../viewers"
import { someMember } from "./some-member"
import { face } from "../../support/picture"

/** What an owner does with another member. */
const ofMember = (about: Parameters<typeof someMember>[0] = {}, fields: Record<string, string> = {}): Row => ({
  may: ["owner"],
  call: async () => {
    const { id } = await someMember(about)
    return { page: `/organizer/settings/team/${id}`, fields: { teamMemberId: id, ...fields } }
  },
})

const lookPage = "/organizer/settings/look"

/** The team and the house. */
export const house: Rows = {
  "settings/actions.ts saveOwnSettingsAction": onPage(team, "/organizer/settings", () => ({
    name: `Name ${randomUUID()}`,
    locale: "de",
    requestMails: "digest",
  })),
  "calendar/actions.ts renewFeedAction": onPage(team, "/organizer/settings/calendar", () => ({})),
  // There has to be one to end, for whoever asks.
  "calendar/actions.ts endFeedAction": onPage(team, "/organizer/settings/calendar", async () => {
    const members = await db.teamMember.findMany({ where: { removedAt: null } })
    for (const { id } of members) await renewFeed({ teamMemberId: id }, { actor: system })
    return {}
  }),
  "team/actions.ts addTeamMemberAction": onPage(["owner"], "/organizer/settings/team", () => ({
    email: `${randomUUID()}@runde.example`,
    name: "Neu",
    role: "owner",
  })),
  "team/actions.ts resendInvitationAction": ofMember({ invitedAt: new Date("2026-01-01") }),
  "team/actions.ts changeRoleAction": ofMember({}, { role: "organizer" }),
  "team/actions.ts endMemberSignInsAction": ofMember({
    authSessions: { create: { expiresAt: new Date("2099-01-01") } },
  }),
  "team/actions.ts removeTeamMemberAction": ofMember(),
  "house/actions.ts saveHouseAction": onPage(["owner"], "/organizer/settings/house", async () => ({
    ...flat({ ...defaultSettings, name: randomUUID() }),
    revision: houseRevision(await getSettings()),
  })),
  "look/actions.ts savePortraitAction": onPage(["owner"], lookPage, async () => ({
    file: { fileName: "face.png", text: await face() },
  })),
  "look/actions.ts removePortraitAction": onPage(["owner"], lookPage, async () => {
    done(await savePortrait({ bytes: await face() }, { actor: system }))
    return {}
  }),
  "look/actions.ts chooseAccentAction": onPage(["owner"], lookPage, () => ({ accent: "#5b2a4e" })),
  "look/actions.ts saveLanguagesAction": onPage(["owner"], lookPage, () => ({ languages: "de_en" })),
  "mail/actions.ts sendTestMailAction": onPage(["owner"], "/organizer/settings/mail", () => ({})),
  "retention/actions.ts changeRetentionAction": onPage(["owner"], "/organizer/settings/retention", () => ({
    ...flat(defaultSettings.retention),
    agreed: "0",
  })),
}

/** Nested settings as the names of a form's fields: "company.city". */
const flat = (node: object, path = ""): Record<string, string> =>
  Object.fromEntries(
    Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
      typeof value === "object" && value
        ? Object.entries(flat(value, `${path}${key}.`))
        : [[path + key, value === null ? "" : String(value)]],
    ),
  )
