import { afterAll, beforeAll, expect, it } from "vitest"
import { system } from "@/lib/activity"
import { addTeamMember } from "@/lib/people/add-team-member"
import { db } from "@/lib/db"
import { deriveCode } from "@/lib/secrets"
import { type App, startApp } from "../support/server"
import { Visitor } from "../support/visitor"
import { done } from "../support/world"

const email = "olga@runde.example"
let app: App
beforeAll(async () => {
  app = await startApp({ env: { ROLE: "web", SECOND_FACTOR: "offered" } })
  done(await addTeamMember({ email, name: "Olga Owner", role: "owner" }, { actor: system }))
})
afterAll(() => app.stop())

/** Asks for a code and says whether the code of that request signs in. */
async function signsIn(visitor: Visitor): Promise<boolean> {
  await visitor.open("/organizer/sign-in")
  await visitor.submit("#address", { email })
  const { id } = await db.signInChallenge.findFirstOrThrow({ orderBy: { createdAt: "desc" } })
  await visitor.submit("#code", { code: deriveCode("sign-in", id, 1) })
  return visitor.cookies.has("runde_desk")
}
/** Forgets that somebody is signed in, not that they have been. */
const later = (visitor: Visitor) => {
  const back = visitor.copy()
  for (const name of ["runde_desk", "runde_sign_in"]) back.cookies.delete(name)
  return back
}

it("who has signed in before gets a code in this browser, whatever strangers beside them have asked for", async () => {
  const olga = new Visitor(app.origin, "192.0.2.7")
  expect(await signsIn(olga)).toBe(true)
  expect([...olga.cookies.keys()]).toContain("runde_known")
  const known = olga.received
    .flatMap(({ headers }) => headers["set-cookie"] ?? [])
    .find((line) => /runde_known/.test(line))
  expect(known).toMatch(/HttpOnly/i)
  expect(known).toMatch(/SameSite=lax/i)

  const answers = []
  for (let count = 0; count < 8; count++) answers.push(await signsIn(new Visitor(app.origin, "192.0.2.7")))
  expect(answers).toContain(false)
  expect(await signsIn(new Visitor(app.origin, "192.0.2.7"))).toBe(false)
  expect(await signsIn(later(olga))).toBe(true)
})
