import { z } from "zod"
import { line, paragraphs } from "@/lib/input"

/** What a card says of somebody: their function and company in broad words, or in their own. */
export const cardLine = line(160)

/** How somebody wants to be seen; without approval there is nothing to say. Name and company come from the booking. */
export type CardInput = { approved: true; line: string; showName: boolean; showCompany: boolean } | { approved: false }

/** Why somebody does not want to sit there, if they say. */
export const objectionInput = z.object({ text: paragraphs(1000).optional() })

/** With whom somebody would like to stay in touch, by the name of the card, or not any more. */
export const contactInput = z.object({ card: z.string().regex(/^[0-9a-f]{16}$/), wished: z.stringbool() })
