import type { MetadataRoute } from "next"
import { connection } from "next/server"
import { listPublicSessions } from "@/lib/sessions/queries"
import { legalPages } from "@/lib/sessions/schema"
import { routing } from "./i18n/routing"
import { alternates, absoluteUrl } from "./site-metadata"

/** Every public page in both languages; sessions as long as they lie ahead. */
export default async function sitemap(): Promise<MetadataRoute.Sitemap> {
  await connection()
  const sessions = await listPublicSessions(routing.defaultLocale)
  return [
    ...inBoth("/"),
    ...sessions.flatMap(({ slug, updatedAt }) => inBoth(`/sessions/${slug}`, updatedAt)),
    ...["how-it-works", "contact", ...legalPages].flatMap((page) => inBoth(`/${page}`)),
  ]
}

function inBoth(path: string, lastModified?: Date): MetadataRoute.Sitemap {
  return routing.locales.map((locale) => ({
    url: absoluteUrl(path, locale),
    lastModified,
    alternates: { languages: alternates(path, locale)?.languages as Record<string, string> },
  }))
}
