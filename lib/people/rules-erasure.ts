import type { Prisma } from "@/prisma/generated/client"

type JsonValue = Prisma.JsonValue

/** What stands where a name was: nomen nescio. */
export const noName = { givenName: "N.", familyName: "N." } as const
export const nobodysName = `${noName.givenName} ${noName.familyName}`
export const noCompany = "–"

/** An address that cannot exist (RFC 2606, section 2) and is nobody else's. */
export const erasedAddress = (id: string): string => `${id}@erased.invalid`
export const isErasedAddress = (email: string): boolean => email.endsWith("@erased.invalid")

/** Accounting records are kept for eight years from the end of their calendar year (§ 147 Abs. 3, 4 AO, § 257 Abs. 4, 5 HGB). */
export const keptYears = 8

/** Business letters, for which the journal stands, six years (§ 147 Abs. 3 AO, § 257 Abs. 4 HGB). */
export const keptLetterYears = 6

/** The last day on which a name is kept with a booking whose session was in that year. */
export const nameKeptUntil = (year: number): string => `${year + keptYears}-12-31`

/** A row that says nothing of anybody any more. */
export const nobody = (email: string) =>
  ({ ...noName, title: null, companyName: noCompany, role: "other", email, phone: null }) as const

/** By what somebody is known in texts: their addresses, and the names they were called by. */
export type Identity = { addresses: string[]; names: string[]; placeholder: string }

/**
 * The facts of a mail without this person: as somebody with an address of theirs they become nobody, and in every text
 * their addresses and names are replaced. Whoever else is in it stays.
 */
export function withoutPerson(facts: JsonValue, identity: Identity): JsonValue {
  const { addresses, placeholder } = identity
  const known = knownBy(identity)
  const forget = (value: JsonValue): JsonValue => {
    if (typeof value === "string")
      return known ? value.replace(known, (found) => (found.includes("@") ? placeholder : nobodysName)) : value
    if (Array.isArray(value)) return value.map(forget)
    if (typeof value !== "object" || value === null) return value
    const { email } = value
    if (typeof email === "string" && addresses.includes(email) && "name" in value) {
      const ofCompany = "company" in value && { company: noCompany, role: "other" }
      return { ...value, name: nobodysName, email: placeholder, phone: null, ...ofCompany }
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, forget(inner ?? null)]))
  }
  return forget(facts)
}

/** Whether a text names somebody, with the parts of a name in any order. */
export function namesSomeone(text: string, names: string[]): boolean {
  const [said, words] = [text.toLowerCase(), names.map((name) => name.toLowerCase().split(/\s+/).filter(Boolean))]
  return words.some((all) => all.length > 0 && all.every((word) => said.includes(word)))
}

/** The longest first, so that "Dr. Petra Muster" leaves no title behind; whole words, so that nobody else is hit. */
function knownBy({ addresses, names }: Identity): RegExp | null {
  const known = [...addresses, ...names].filter((word) => word.trim() !== "").sort((a, b) => b.length - a.length)
  if (known.length === 0) return null
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${known.map(RegExp.escape).join("|")})(?![\\p{L}\\p{N}])`, "giu")
}
