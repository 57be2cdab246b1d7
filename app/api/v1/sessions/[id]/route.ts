import { refuse } from "@/lib/errors"
import { findPicture } from "@/lib/round/queries-picture"
import { findPublicSession } from "@/lib/sessions/queries"
import { getSession } from "../../../_contract/operations"
import { endpoint, methods } from "../../../_edge/endpoint"
import { toSession } from "../../../_edge/wire"

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: endpoint(getSession, async ({ params: { id }, query: { locale } }) => {
    const session = await findPublicSession({ id }, locale)
    return session
      ? { ok: true, ...toSession(session, locale), picture: await findPicture(session.id) }
      : refuse("not_found")
  }),
})
