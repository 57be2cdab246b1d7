import { z } from "zod"

/** What a company does, in eight clusters; their order is the one in which they are told. */
export const industries = z.enum([
  "manufacturing",
  "construction",
  "trade",
  "services",
  "technology",
  "health",
  "finance",
  "public_and_other",
])
export type Industry = z.output<typeof industries>

/** How many people a company employs, by the smallest number of each band: 1–49, 50–249, 250–999, 1000 and more. */
export const sizeBands = z.enum(["from_1", "from_50", "from_250", "from_1000"])
export type SizeBand = z.output<typeof sizeBands>
