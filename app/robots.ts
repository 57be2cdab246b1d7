import type { MetadataRoute } from "next"
import { connection } from "next/server"
import { env } from "@/lib/env"

/** Personal pages say noindex themselves; here they are only kept from being fetched at all. */
export default async function robots(): Promise<MetadataRoute.Robots> {
  await connection()
  const personal = ["/booking", "/open/", "/approve/", "/approval/", "/verify", "/organizer", "/demo/", "/api/"]
  return {
    rules: { userAgent: "*", disallow: [...personal, ...personal.map((path) => `/en${path}`)] },
    sitemap: `${env().PUBLIC_URL}/sitemap.xml`,
  }
}
