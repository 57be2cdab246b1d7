import { sheetNamed } from "@/lib/palette"
import { forEver } from "../../for-ever"

type Context = { params: Promise<{ file: string }> }

/** The accent of the house as a style sheet: the policy of the pages allows none inside of them. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  return forEver(sheetNamed((await params).file), "text/css; charset=utf-8")
}
