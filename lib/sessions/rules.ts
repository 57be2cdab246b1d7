import { instantOf } from "@/lib/time-zone"

/** The instants that follow from the wall clock. The length is time that passes, also across a clock change. */
export function sessionTimes(
  localStart: string,
  timeZone: string,
  lengthMinutes: number,
): { startsAt: Date; endsAt: Date } {
  const startsAt = instantOf(localStart, timeZone)
  return { startsAt, endsAt: new Date(startsAt.getTime() + lengthMinutes * 60_000) }
}

/** A name as a part of an address: "KI-Gespräch für Größere" is "ki-gespraech-fuer-groessere". */
export function slugOf(name: string): string {
  const letters: Record<string, string> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss" }
  const plain = name.toLowerCase().replace(/[äöüß]/g, (letter) => letters[letter] ?? "")
  const words =
    plain
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .match(/[a-z0-9]+/g) ?? []
  return words.join("-").slice(0, 60).replace(/-$/, "") || "format"
}
