import type { MetadataRoute } from "next"
import { connection } from "next/server"
import { listPublicSessions } from "@/lib/sessions/queries"
import { legalPages } from "@/lib/sessions/schema"
import type { SettingsData } from "@/lib/sessions/schema"
import { offeredIn } from "./i18n/offered"
import { settings } from "./settings"
import { absoluteUrl, inEach } from "./site-metadata"

/** Every public page in each language of the house; sessions as long as they lie ahead. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection()
  const { languages } = await settings()
  const sessions = await listPublicSessions(offeredIn(languages)[0])
  const page = (path: string, lastModified?: Date) => inLanguages(path, languages, lastModified)
  return [
    ...page("/"),
    ...sessions.flatMap(({ slug, updatedAt }) => page(`/sessions/${slug}`, updatedAt)),
    ...["how-it-works", "contact", ...legalPages].flatMap((name) => page(`/${name}`)),
  ]
}

function inLanguages(path: string, languages: SettingsData["languages"], lastModified?: Date): MetadataRoute.Sitemap {
  return offeredIn(languages).map((locale) => ({
    url: absoluteUrl(path, locale, languages),
    lastModified,
    alternates: { languages: inEach(path, languages) },
  }))
}
