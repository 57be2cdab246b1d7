import { cache } from "react"
import { findPortraitHash } from "@/lib/sessions/queries-portrait"
import { getSettings } from "@/lib/sessions/settings"

/** The organizer's settings, read once for each page that is rendered. */
export const settings = cache(getSettings)

/** Where the portrait is; null without one. */
export const portraitPath = cache(async () => {
  const hash = await findPortraitHash()
  return hash && `/portrait/${hash}.webp`
})
