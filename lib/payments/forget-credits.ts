import { db } from "@/lib/db"

/** Forgets who paid for what where nobody has dealt with it for two months: most of an account is not ours. Runs daily. */
export async function forgetCredits(): Promise<void> {
  await db.$executeRaw`
    UPDATE bank_credits SET settled_at = now(), payer = NULL, remittance = NULL
     WHERE settled_at IS NULL AND read_at < now() - interval '60 days'`
}
