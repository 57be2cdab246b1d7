import { type SessionChange, sessionChange } from "./schema"

/** The change of a planned one, held to its shape: what the database holds may be older than this program. */
export const readChange = ({ kind, payload }: { kind: SessionChange["kind"]; payload: unknown }): SessionChange =>
  sessionChange.parse({ ...(payload as object), kind })
