import { cache } from "react"
import { getSettings } from "@/lib/sessions/settings"

/** The organizer's settings, read once for each page that is rendered. */
export const settings = cache(getSettings)
