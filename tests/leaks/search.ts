import { createHash } from "node:crypto"
import { readings } from "./readings"

/** What would tell that somebody is coming. */
export type Person = {
  givenName: string
  familyName: string
  company: string
  email: string
  phone?: string
  /** The reference and the ids of booking, seat and participant, once there are some. */
  marks: string[]
}

/**
 * Which traces of these people some content holds, however it is encoded.
 * @returns each as "who: what", so that a failing test says it
 */
export function findTraces(content: Buffer | string, people: Person[]): string[] {
  const sought = people.map((person) => ({ person, traces: tracesOf(person) }))
  const found = new Set<string>()
  for (const reading of readings(content)) {
    const text = fold(reading)
    const bare = text.replace(/[\s.\-_/()]/g, "")
    for (const { person, traces } of sought) {
      for (const trace of traces) {
        if (text.includes(trace) || bare.includes(trace.replace(/[\s.\-_/()]/g, ""))) found.add(`${person.familyName}: ${trace}`)
      }
    }
  }
  return [...found]
}

/** The words and numbers to look for, and the mail address as the hashes that pictures of people are asked for by. */
function tracesOf({ givenName, familyName, company, email, phone, marks }: Person): string[] {
  const [mailbox = "", domain = ""] = email.split("@")
  const hashes = ["md5", "sha1", "sha256"].map((algorithm) => createHash(algorithm).update(email).digest("hex"))
  const texts = [givenName, familyName, company, ...company.split(" "), email, mailbox, domain, ...(phone ? [phone] : []), ...marks]
  return [...new Set([...texts.map(fold), ...hashes])].filter((trace) => trace.length >= 5)
}

/** As a person reads: case, accents, invisible characters and kinds of space make no difference. */
const fold = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/[\p{M}\u00ad\u200b-\u200f\u2060\ufeff]/gu, "")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replace(/\s+/g, " ")
