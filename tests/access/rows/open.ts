import type { Row } from "../row"
import { everybody } from "../viewers"

/** A form that everybody may send. */
export const open = (call: Row["call"]): Row => ({ may: [...everybody], call })
