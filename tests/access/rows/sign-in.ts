import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import { requestSignInCode } from "@/lib/people/request-sign-in-code"
import { offeredSalt, totpOf } from "@/lib/people/totp"
import { verifySignInCode } from "@/lib/people/verify-sign-in-code"
import { deriveCode } from "@/lib/secrets"
import { Visitor } from "../../support/visitor"
import { done } from "../../support/world"
import type { Cast } from "../cast"
import { open, type Row, type Rows } from "../row"
import { signedIn, team, type Who } from "../viewers"
import { someMember } from "./some-member"

const signedInAtAll: Who[] = [...team, "incomplete"]

/** What somebody of the team does with their own factors and sign-ins; everybody else tries it on theirs. */
const ofOwnFactors = (
  fields: (teamMemberId: string) => Record<string, string> | Promise<Record<string, string>>,
): Row => ({
  may: team,
  call: async ({ origin }, who) => {
    const { id } = await someMember()
    await withApp(id)
    const passkey = { teamMemberId: id, credentialId: randomUUID(), publicKey: Buffer.from("key"), name: "Probe" }
    await db.passkey.create({ data: passkey })
    return {
      page: "/organizer/settings/security",
      fields: await fields(id),
      caller: team.includes(who) ? await signedIn(origin, id) : undefined,
    }
  },
})

/** What is done with one's own way in. */
export const signIn: Rows = {
  "sign-in/actions.ts requestCodeAction": open(() => ({
    page: "/organizer/sign-in",
    fields: { email: `${randomUUID()}@nobody.example` },
  })),
  "sign-in/actions.ts enterCodeAction": open(async (cast) => {
    const { email } = await someMember()
    const caller = new Visitor(cast.origin)
    const asked = await requestSignInCode({ email })
    caller.cookies.set("runde_sign_in", Buffer.from(JSON.stringify({ ...asked, email })).toString("base64url"))
    return { page: "/organizer/sign-in", fields: { code: deriveCode("sign-in", asked.challengeId, 1) }, caller }
  }),
  "sign-in/actions.ts otherAddressAction": {
    ...open(() => ({ page: "/organizer/sign-in", fields: {} })),
    silent: true,
  },
  "sign-in/actions.ts enterFactorAction": open(async ({ origin }) => {
    const { id, email } = await someMember()
    const caller = new Visitor(origin)
    const asked = await requestSignInCode({ email })
    await withApp(id)
    done(await verifySignInCode({ ...asked, code: deriveCode("sign-in", asked.challengeId, 1) }))
    caller.cookies.set("runde_sign_in", Buffer.from(JSON.stringify({ ...asked, email })).toString("base64url"))
    return { page: "/organizer/sign-in", fields: { code: totpOf(id, "salt").generate() }, caller }
  }),
  // The first of its two steps; the whole way is a journey.
  "sign-in/actions.ts passkeySignInAction": open(() => ({ page: "/organizer/sign-in", fields: {} })),
  "second-factor/actions.ts addPasskeyAction": {
    may: signedInAtAll,
    call: () => ({ page: "/organizer/second-factor", fields: { name: "Probe" } }),
  },
  "second-factor/actions.ts addTotpAction": {
    may: signedInAtAll,
    call: async ({ origin }, who) => {
      const { id } = await someMember()
      const caller = await signedIn(origin, id, true)
      const [session] = await db.authSession.findMany({ where: { teamMemberId: id } })
      const code = totpOf(id, offeredSalt(session!.id, 0)).generate()
      return {
        page: "/organizer/second-factor/app",
        fields: { code },
        caller: signedInAtAll.includes(who) ? caller : undefined,
      }
    },
  },
  "second-factor/actions.ts keepRecoveryCodesAction": {
    may: signedInAtAll,
    call: async ({ origin }, who) => ({
      page: "/organizer/second-factor/recovery-codes",
      fields: {},
      caller: signedInAtAll.includes(who) ? await signedIn(origin, (await someMember()).id, true) : undefined,
    }),
  },
  "security/actions.ts removeFactorAction": ofOwnFactors(() => ({ factor: "totp" })),
  "security/actions.ts renewRecoveryCodesAction": ofOwnFactors(() => ({})),
  "security/actions.ts signOutThereAction": ofOwnFactors(async (id) => {
    const expiresAt = new Date(Date.now() + 3_600_000)
    return { authSessionId: (await db.authSession.create({ data: { teamMemberId: id, expiresAt } })).id }
  }),
  "settings/actions.ts signOutAction": {
    may: signedInAtAll,
    call: async (cast, who) => ({
      page: who === "incomplete" ? "/organizer/second-factor" : mySettings,
      fields: {},
      caller: await again(cast, who),
    }),
  },
  "settings/actions.ts signOutEverywhereAction": {
    may: team,
    call: async (cast, who) => ({ page: mySettings, fields: {}, caller: await newMember(cast, who) }),
  },
}

const mySettings = "/organizer/settings"

const withApp = (teamMemberId: string) => db.totpApp.create({ data: { teamMemberId, salt: "salt" } })

/** The same person in a browser of their own, so that signing out ends that one only. */
async function again({ ids, origin }: Cast, who: Who): Promise<Visitor | undefined> {
  const id = (ids as Partial<Record<Who, string>>)[who]
  return id ? signedIn(origin, id, who === "incomplete") : undefined
}

async function newMember({ origin }: Cast, who: Who): Promise<Visitor | undefined> {
  return team.includes(who) ? signedIn(origin, (await someMember()).id) : undefined
}
