import { listPublicSessions } from "@/lib/sessions/queries"
import { listSessions } from "../../_contract/operations"
import { toCursor } from "../../_contract/cursor"
import { endpoint, methods } from "../../_edge/endpoint"
import { toSession } from "../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(listSessions, async ({ query: { locale, limit, cursor, ...filter } }) => {
    const found = await listPublicSessions(locale, { ...filter, after: cursor, limit: limit + 1 })
    const sessions = found.slice(0, limit)
    const last = sessions.at(-1)
    const nextCursor = found.length > limit && last ? toCursor(last) : null
    return { ok: true, sessions: sessions.map((session) => toSession(session, locale)), nextCursor }
  }),
})
