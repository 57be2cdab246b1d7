import { now as presentTime } from "@/lib/clock"
import { db } from "@/lib/db"
import { readFactors } from "./lock-factors"
import type { Viewer } from "./policy"
import { openSignIn } from "./prove-factor"
import { recoveryCodeCount, recoveryCodesOf } from "./recovery-codes"
import { isFresh } from "./rules"
import { offeredSalt, totpOf } from "./totp"

/** Which factors can be shown in a sign-in whose code by mail was right; null when none is to be. */
export async function findOpenSignIn(
  asked: { challengeId: string; secret: string } | null,
  now = presentTime(),
): Promise<{ passkey: boolean; totp: boolean } | null> {
  const open =
    asked && (await db.signInChallenge.findFirst({ where: openSignIn(asked, now), select: { teamMemberId: true } }))
  if (!open?.teamMemberId) return null
  const { passkeys, totp, any } = await readFactors(db, open.teamMemberId)
  return any ? { passkey: passkeys > 0, totp } : null
}

/** A member's own factors, as they are shown to them. */
export async function listFactors(teamMemberId: string) {
  const member = await db.teamMember.findUniqueOrThrow({
    where: { id: teamMemberId },
    select: {
      recoveryGeneration: true,
      recoveryKeptAt: true,
      totpApp: { select: { createdAt: true } },
      passkeys: { select: { id: true, name: true, createdAt: true, lastUsedAt: true }, orderBy: { createdAt: "asc" } },
    },
  })
  const { recoveryGeneration, recoveryKeptAt, totpApp, passkeys } = member
  const used = await db.factorProof.count({ where: { teamMemberId, recoveryGeneration } })
  const any = passkeys.length > 0 || totpApp !== null
  return { passkeys, totp: totpApp, recovery: any ? { left: recoveryCodeCount - used, kept: recoveryKeptAt } : null }
}

/** The authenticator app that may be set up in this sign-in: its address for a camera, and its key to type. */
export async function findTotpOffer(viewer: Viewer, issuer: string): Promise<{ address: string; key: string } | null> {
  const member = await db.teamMember.findUniqueOrThrow({ where: { id: viewer.id }, include: { totpApp: true } })
  if (member.totpApp) return null
  const salt = offeredSalt(viewer.authSessionId, member.totpGeneration)
  const totp = totpOf(viewer.id, salt, { issuer, label: viewer.email })
  return { address: totp.toString(), key: totp.secret.base32.replace(/(.{4})(?!$)/g, "$1 ") }
}

/** The recovery codes until they are kept, in a fresh sign-in; null afterwards and in any other. */
export async function findNewRecoveryCodes(viewer: Viewer, now = presentTime()): Promise<string[] | null> {
  const { recoveryGeneration, recoveryKeptAt } = await db.teamMember.findUniqueOrThrow({ where: { id: viewer.id } })
  const shown = viewer.secondFactor && recoveryGeneration > 0 && !recoveryKeptAt && isFresh(viewer.signedInAt, now)
  return shown ? recoveryCodesOf(viewer.id, recoveryGeneration) : null
}
