import type { Tx } from "@/lib/db"
import type { Locale, ParticipantRole } from "@/prisma/generated/client"

export type Person = {
  givenName: string
  familyName: string
  title?: string | null
  companyName: string
  role: ParticipantRole
  email: string
  phone?: string | null
}

/**
 * The participant behind a mailbox. Who has proved the mailbox says who they are, and what is known is brought up to
 * date; somebody vouched for by an assistant or the organizer is created when unknown and never overwritten, so that
 * nobody can rewrite a person by booking for them. Behind the mailbox of somebody who was merged is who they were merged
 * into; what they say of themselves then stays with their own row.
 * @returns the participant's id
 */
export async function recogniseParticipant(
  tx: Tx,
  person: Person,
  as: { proved: boolean; locale: Locale; now: Date },
): Promise<string> {
  const { email, givenName, familyName, companyName, role } = person
  const [title, phone] = [person.title ?? null, person.phone ?? null]
  // Writing back what is there returns the row, which DO NOTHING would not; not the e-mail, since touching a key
  // column locks more than needed and waits for seats being inserted for the same person.
  const [row] = as.proved
    ? await tx.$queryRaw<[{ id: string }]>`
        INSERT INTO participants (email, given_name, family_name, title, company_name, role, phone, locale, email_verified_at, created_at, updated_at)
        VALUES (${email}, ${givenName}, ${familyName}, ${title}, ${companyName}, ${role}::participant_role, ${phone},
                ${as.locale}::locale, ${as.now}, ${as.now}, ${as.now})
        ON CONFLICT (email) DO UPDATE SET given_name = excluded.given_name, family_name = excluded.family_name,
          title = excluded.title, company_name = excluded.company_name, role = excluded.role,
          phone = coalesce(excluded.phone, participants.phone), locale = excluded.locale,
          email_verified_at = excluded.email_verified_at, updated_at = excluded.updated_at
        RETURNING coalesce(merged_into_id, id) AS id`
    : await tx.$queryRaw<[{ id: string }]>`
        INSERT INTO participants (email, given_name, family_name, title, company_name, role, phone, locale, created_at, updated_at)
        VALUES (${email}, ${givenName}, ${familyName}, ${title}, ${companyName}, ${role}::participant_role, ${phone},
                ${as.locale}::locale, ${as.now}, ${as.now})
        ON CONFLICT (email) DO UPDATE SET updated_at = participants.updated_at
        RETURNING coalesce(merged_into_id, id) AS id`
  return row.id
}
