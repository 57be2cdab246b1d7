import type { Locale } from "next-intl"
import { requireTeam } from "@/lib/auth"
import { findGroups, readQuery } from "../find-groups"

type Context = { params: Promise<{ locale: string }> }

/** What the palette shows below the places, of which it knows itself. Names are in it: kept nowhere on the way. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { locale } = (await params) as { locale: Locale }
  const viewer = await requireTeam({ path: "/organizer/search" })
  const query = readQuery(Object.fromEntries(new URL(request.url).searchParams))
  const groups = await findGroups(query, { viewer, locale, limit: 6 })
  return Response.json(groups, { headers: { "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex" } })
}
