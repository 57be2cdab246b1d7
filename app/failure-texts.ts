import { failure as de } from "../messages/de/errors.json"
import { failure as en } from "../messages/en/errors.json"

/** The few sentences of the error pages: they run in the browser and must not depend on a server that failed. */
export const failureTexts = { de, en }
