"use server"

import { refresh } from "next/cache"
import { z } from "zod"
import { assignCredits } from "@/lib/payments/assign-credits"
import { keepStatement } from "@/lib/payments/keep-statement"
import { setAsideCredit } from "@/lib/payments/set-aside-credit"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { statementPath } from "../money-places"

const brought = z.object({ file: z.instanceof(File, { error: "file" }) })

export const readStatementAction = deskAction(brought, keepsMoney, async ({ file }, viewer) => {
  const read = await keepStatement({ bytes: new Uint8Array(await file.arrayBuffer()) }, { actor: actorOf(viewer) })
  if (!read.ok) return read
  const { added, known, debits, others } = read
  const counts = Object.entries({ added, known, debits, others })
  return goTo(`${statementPath}?${counts.map(([name, count]) => `${name}=${count}`).join("&")}`)
})

/** A credit, and behind a dot the booking that it is for. */
const proposal = z
  .string()
  .transform((value) => value.split("."))
  .pipe(z.tuple([z.uuid(), z.uuid()]))
  .transform(([creditId, bookingId]) => ({ creditId, bookingId }))

const creditOnly = z
  .string()
  .transform((value) => value.split(".")[0])
  .pipe(z.uuid())

const settled = z.discriminatedUnion("as", [
  z.object({ as: z.literal("paid"), picked: z.array(proposal).min(1) }),
  z.object({ as: z.literal("aside"), picked: z.array(creditOnly).min(1) }),
])

export const settleCreditsAction = deskAction(
  settled,
  keepsMoney,
  async (input, viewer) => {
    const by = { actor: actorOf(viewer) }
    if (input.as === "aside") {
      for (const creditId of input.picked) await setAsideCredit({ creditId }, by)
      return goTo(statementPath, "creditsSetAside")
    }
    const outcome = await assignCredits(input.picked, by)
    if (outcome.ok) return goTo(statementPath, "creditsAssigned")
    // What was taken leaves the list.
    refresh()
    return outcome
  },
  { lists: ["picked"] },
)
