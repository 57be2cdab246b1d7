import { type SessionChange, sessionChange } from "./schema"

/** The change of a planned one, held to its shape: what the database holds may be older than this program, then null. */
export const readChange = ({
  kind,
  payload,
}: {
  kind: SessionChange["kind"]
  payload: unknown
}): SessionChange | null => sessionChange.safeParse({ ...(payload as object), kind }).data ?? null
