import type { Attached, Visitor } from "../support/visitor"
import type { Cast, Subject } from "./cast"
import { everybody, type Who } from "./viewers"

/** What is called: on which page, with which fields; `caller` where it cannot be the one everybody else is. */
export type Call = { page: string; fields: Record<string, string | Attached>; caller?: Visitor }

export type Row = {
  /** For whom it does something; for all others it changes nothing. */
  may: Who[]
  /** Made anew for each call: what is called must be possible for whoever may. */
  call: (cast: Cast, who: Who) => Call | Promise<Call>
  /** Only cookies change. */
  silent?: boolean
}

export type Rows = Record<string, Row>
type Fields = Call["fields"] | Promise<Call["fields"]>

/** A form that everybody may send. */
export const open = (call: Row["call"]): Row => ({ may: [...everybody], call })

/** On a page that is there anyway: nothing has to be made for it. */
export const onPage = (may: Who[], page: string, fields: (cast: Cast) => Fields): Row => ({
  may,
  call: async (cast) => ({ page, fields: await fields(cast) }),
})

/** In a session that is new and empty, or still a draft. */
export const inSession = (
  may: Who[],
  room: string,
  fields: (sessionId: string, cast: Cast) => Fields,
  { draft = false } = {},
): Row => ({
  may,
  call: async (cast) => {
    const { id } = await cast.session({ draft })
    return { page: sessionPage(id, room), fields: await fields(id, cast) }
  },
})

/** In a new session in which somebody sits. */
export const withSomebody = (may: Who[], room: string, fields: (subject: Subject, cast: Cast) => Fields): Row => ({
  may,
  call: async (cast) => {
    const subject = await cast.book({ sessionId: (await cast.session()).id })
    return { page: sessionPage(subject.sessionId, room), fields: await fields(subject, cast) }
  },
})

const sessionPage = (id: string, room: string) => `/organizer/sessions/${id}${room}`
