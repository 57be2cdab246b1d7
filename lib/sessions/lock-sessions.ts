import type { Tx } from "@/lib/db"
import { type Refusal, refuse } from "@/lib/errors"
import type { Region } from "@/lib/holidays"
import type { GroupSessionStatus, ParticipantRole } from "@/prisma/generated/client"
import type { GuaranteeRule, Locale, Terms } from "./schema"

/** What a verb needs to know of a session while nobody else can change it or take a seat in it. */
export type LockedSession = {
  id: string
  formatId: string
  slug: string
  status: GroupSessionStatus
  startsAt: Date
  endsAt: Date
  localStart: string
  timeZone: string
  capacity: number
  seatsTaken: number
  minimum: number
  decisionWorkingDays: number
  publishedAt: Date | null
  /** Until then only those see it who have wished for such a date. */
  firstAccessUntil: Date | null
  language: Locale
  placeText: string | null
  hostId: string | null
  revision: number
  /** Until its planned change takes effect, if it has one. */
  pausedUntil: Date | null
  // Of its format
  guarantee: GuaranteeRule
  admission: "instant" | "reviewed"
  round: "open" | "closed"
  roles: ParticipantRole[]
  decisionTimes: string[]
  decideNextMinute: boolean
  priceNetCents: number | null
  vatRateBasisPoints: number
  currency: string
  terms: Terms
  /** Names its time, price and terms. */
  conditions: string
  /** Of the house: whose holidays are no working days. */
  region: Region | null
}

/**
 * Locks sessions by id in ascending order, the first step of every verb that takes, moves or frees a seat; seats by
 * id come next, then the rest. With one order everywhere two verbs can wait for each other but never in a circle. NO
 * KEY UPDATE, since plain FOR UPDATE also blocks the foreign keys of seats being inserted. The format is read once the
 * locks are held: price and terms are of the version that a seat taken now belongs to.
 * @returns the sessions that exist, by id
 */
export async function lockSessions(tx: Tx, ids: string[]): Promise<LockedSession[]> {
  return tx.$queryRaw<LockedSession[]>`
    SELECT s.id, s.format_id AS "formatId", s.slug, s.status, s.starts_at AS "startsAt", s.ends_at AS "endsAt",
           s.local_start AS "localStart", s.time_zone AS "timeZone", s.capacity, s.seats_taken AS "seatsTaken", s.minimum,
           s.decision_working_days AS "decisionWorkingDays", s.published_at AS "publishedAt",
           s.first_access_until AS "firstAccessUntil", f.guarantee,
           s.language, s.place_text AS "placeText", s.host_id AS "hostId", s.revision, s.paused_until AS "pausedUntil",
           f.admission, f.round, f.roles::text[] AS roles, f.decision_times AS "decisionTimes", f.decide_next_minute AS "decideNextMinute",
           f.price_net_cents AS "priceNetCents", f.vat_rate_basis_points AS "vatRateBasisPoints", f.currency, f.terms,
           conditions_of(s.starts_at, f) AS conditions,
           (SELECT h.data ->> 'region' FROM settings h) AS region
      FROM lock_sessions(${ids}::uuid[]) s CROSS JOIN LATERAL format_now(s.format_id) f
     ORDER BY s.id`
}

/** Whether a seat can be taken in it at all: published and not begun. */
export const isOpen = (session: Pick<LockedSession, "status" | "startsAt">, now: Date): boolean =>
  (session.status === "published" || session.status === "guaranteed") && session.startsAt > now

/** Whether it is open to everybody: during the first access only to those who have wished for it. */
export const isPublic = (session: LockedSession, now: Date): boolean =>
  isOpen(session, now) && (session.firstAccessUntil ?? now) <= now

/**
 * The refusal of whatever has to wait until a planned change of this session has taken effect or is taken back; null
 * when there is none. Giving a seat back never waits.
 */
export const whilePaused = ({ pausedUntil }: Pick<LockedSession, "pausedUntil">): Refusal<"session_paused"> | null =>
  pausedUntil && { ...refuse("session_paused"), until: pausedUntil }
