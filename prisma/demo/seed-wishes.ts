import { randomUUID } from "node:crypto"
import { deriveCode } from "@/lib/secrets"
import { joinWaitlist } from "@/lib/waitlist/join-waitlist"
import { verifyEntry } from "@/lib/waitlist/verify-entry"
import { must } from "./must"
import { demoBooker, demoPerson } from "./people"
import { demoSettings } from "./settings"
import { demoWishes } from "./wishes"

/** Some have looked and found no date that suits. */
export async function seedWishes(formats: Map<string, { id: string }>, now: Date): Promise<void> {
  for (const [index, { format, person, wishes }] of demoWishes.entries()) {
    const at = new Date(now.getTime() - (index + 1) * 5 * 3_600_000)
    const { entryId, bookingId } = must(
      await joinWaitlist(
        {
          ...{ requestId: randomUUID(), sessionIds: [], formatId: formats.get(format)!.id, wishes, locale: "de" },
          ...{ participant: demoPerson(person), booker: demoBooker(person) },
          ...{ businessUseVersion: demoSettings.legal.version, termsVersion: demoSettings.legal.version },
        },
        { now: at },
      ),
    )
    must(await verifyEntry({ entryId, proof: { code: deriveCode("booking", bookingId, 1) } }, { now: at }))
  }
}
