import { randomUUID } from "node:crypto"
import { releaseSeat } from "@/lib/bookings/release-seat"
import { addNote } from "@/lib/people/add-note"
import { findPerson } from "@/lib/people/queries-people"
import { done } from "../../support/world"
import type { Cast, Subject } from "../cast"
import type { Row, Rows } from "../row"
import { running } from "../viewers"

/** Something done with somebody who sits in the host's session. */
const person = (
  fields: (
    given: Subject & { personId: string; cast: Cast },
  ) => Record<string, string> | Promise<Record<string, string>>,
): Row => ({
  may: running,
  call: async (cast) => {
    const subject = await cast.book()
    const personId = await cast.personOf(subject)
    return { page: `/organizer/people/${personId}`, fields: await fields({ ...subject, personId, cast }) }
  },
})

/** What the desk does with people. */
export const people: Rows = {
  "people/actions.ts addNoteAction": person(({ personId }) => ({
    requestId: randomUUID(),
    personId,
    text: "Ruft lieber an.",
  })),
  "people/actions.ts removeNoteAction": person(async ({ personId }) => {
    const input = { requestId: randomUUID(), personId, text: "Ruft lieber an." }
    return { noteId: done(await addNote(input, { actor: { kind: "organizer" } })).noteId }
  }),
  "people/actions.ts editPersonAction": person(async ({ personId }) => {
    const { revision, company, ...person } = (await findPerson(personId))!
    return {
      ...{ personId, revision: String(revision), reason: "asked", locale: "de", phone: "+49 89 123456" },
      ...{ givenName: person.givenName, familyName: person.familyName, email: person.email },
      ...{ company: company!, role: person.role! },
    }
  }),
  "people/actions.ts mergePeopleAction": person(async ({ personId, cast }) => ({
    keptId: personId,
    absorbedId: await cast.personOf(await cast.book({ sessionId: (await cast.session()).id })),
    samePerson: "on",
  })),
  "people/actions.ts erasePersonAction": person(async ({ personId, bookingId }) => {
    done(await releaseSeat({ bookingId }, { actor: { kind: "participant" } }))
    return { personId, forGood: "on" }
  }),
}
