"use server"

import { z } from "zod"
import { createVoucher } from "@/lib/payments/create-voucher"
import { voucherInput } from "@/lib/payments/schema"
import { withdrawVoucher } from "@/lib/payments/withdraw-voucher"
import { keepsMoney } from "@/lib/people/policy"
import { actorOf, deskAction, goTo } from "../../../desk-action"
import { moneyPath } from "../money-places"
import { readVoucher } from "./voucher-form"

const page = moneyPath("vouchers")
const typedVoucher = z.record(z.string(), z.string()).transform(readVoucher).pipe(voucherInput)

export const createVoucherAction = deskAction(typedVoucher, keepsMoney, async (voucher, viewer) => {
  const outcome = await createVoucher(voucher, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page, "voucherCreated") : outcome
})

const chosenVoucher = z.object({ voucherId: z.uuid() })

export const withdrawVoucherAction = deskAction(chosenVoucher, keepsMoney, async (chosen, viewer) => {
  const outcome = await withdrawVoucher(chosen, { actor: actorOf(viewer) })
  return outcome.ok ? goTo(page, "voucherWithdrawn") : outcome
})
