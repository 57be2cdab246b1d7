import { randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import type { Prisma } from "@/prisma/generated/client"

/** A member of the team whom nobody else in the cast is. */
export const someMember = (about: Partial<Prisma.TeamMemberCreateInput> = {}) =>
  db.teamMember.create({ data: { email: `${randomUUID()}@runde.example`, name: "Kurz Da", role: "host", ...about } })
