import { encode } from "next-auth/jwt"
import { db } from "@/lib/db"
import { manageToken } from "@/lib/bookings/policy"
import { type TokenRole } from "@/lib/secrets"
import { signInSecret } from "@/lib/sign-in-cookie"
import type { TeamRole } from "@/prisma/generated/client"
import { Visitor } from "../support/visitor"

/** Everybody there is, seen from one booking in one session. */
export const everybody = [
  "nobody",
  "participant",
  "otherParticipant",
  "booker",
  "host",
  "otherHost",
  "organizer",
  "owner",
  // An owner who has shown the code by mail and no second factor.
  "incomplete",
] as const
export type Who = (typeof everybody)[number]

export const team: Who[] = ["host", "otherHost", "organizer", "owner"]
export const running: Who[] = ["organizer", "owner"]

/** Somebody who has opened the links from their mails. */
export async function holder(
  origin: string,
  bookingId: string,
  role: TokenRole,
  ...others: string[]
): Promise<Visitor> {
  const visitor = new Visitor(origin)
  for (const id of [bookingId, ...others]) await visitor.send(`/open/${await manageToken(id, role)}`)
  return visitor
}

/** A member of the team who is signed in: a row of their own and the cookie that names it, as next-auth makes it. */
export async function teamMember(
  origin: string,
  role: TeamRole,
  name: string,
): Promise<{ visitor: Visitor; id: string }> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@runde.example`
  const { id } = await db.teamMember.upsert({ where: { email }, create: { email, name, role }, update: {} })
  return { visitor: await signedIn(origin, id), id }
}

/** A browser in which that member is signed in; with `incomplete` by mail alone. */
export async function signedIn(origin: string, teamMemberId: string, incomplete = false): Promise<Visitor> {
  const secondFactor = incomplete ? null : "passkey"
  const session = await db.authSession.create({
    data: { teamMemberId, secondFactor, expiresAt: new Date(Date.now() + 3_600_000) },
  })
  const visitor = new Visitor(origin)
  visitor.cookies.set("runde_desk", await encode({ token: { authSessionId: session.id }, secret: signInSecret() }))
  return visitor
}
