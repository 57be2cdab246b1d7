import { findPortrait } from "@/lib/sessions/queries-portrait"
import { forEver } from "../../for-ever"

type Context = { params: Promise<{ file: string }> }

/** The picture of whoever runs the house. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const [, hash] = /^([0-9a-f]{64})\.webp$/.exec((await params).file) ?? []
  return forEver(hash ? await findPortrait(hash) : null, "image/webp")
}
