import type { NextRequest } from "next/server"
import { NotFoundError } from "@/lib/errors"
import { listDemoMails } from "@/lib/notifications/queries"

type Context = { params: Promise<{ id: string }> }

// Mail programs need inline styles; our pages do not allow them. So a mail is a document of its own, with a policy of
// its own: no script runs in it and nothing is loaded, it may be styled, and its links open beside it. The sandbox
// still says allow-scripts, because without it no accessibility check can look inside.
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; " +
  "sandbox allow-scripts allow-popups allow-popups-to-escape-sandbox"

/** One mail of the demo as a mail program shows it; with `?part=calendar` its calendar entry as a file. */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  try {
    const [mail] = await listDemoMails({ id: (await params).id })
    const isCalendar = request.nextUrl.searchParams.get("part") === "calendar"
    const body = isCalendar ? mail?.ics : mail?.html
    if (!body) return new Response(null, { status: 404 })
    const type = isCalendar ? "text/calendar" : "text/html"
    return new Response(body, {
      headers: {
        "Content-Type": `${type}; charset=utf-8`,
        "Content-Security-Policy": policy,
        "Cache-Control": "no-store",
      },
    })
  } catch (error) {
    if (error instanceof NotFoundError) return new Response(null, { status: 404 })
    throw error
  }
}
