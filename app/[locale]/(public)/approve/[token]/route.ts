import type { Locale } from "next-intl"
import { findApproval } from "@/lib/bookings/queries-approval"
import { seeOther } from "../../../../see-other"
import { rememberView } from "../../../../view-cookie"

type Context = { params: Promise<{ locale: string; token: string }> }

/** The link for approval: exchanges its token for a cookie and goes on to the page, and changes nothing else. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { token, locale } = (await params) as { token: string; locale: Locale }
  const approval = await findApproval(token, locale)
  if (!approval) return seeOther("/approval/void", locale)
  await rememberView("approvals", token)
  return seeOther(`/approval/${approval.reference}`, locale)
}
