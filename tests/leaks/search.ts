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

/** Looks through some content, however it is encoded. Answers each trace as "who: what", so that a failing test says it. */
export type Search = (content: Buffer | string) => string[]

/** The search for traces of these people. What it has once unpacked in vain it does not unpack again. */
export function searchFor(people: Person[]): Search {
  const traces = people.flatMap((person) =>
    tracesOf(person).map((trace) => ({ trace, bare: bare(trace), name: `${person.familyName}: ${trace}` })),
  )
  const any = new RegExp(
    [...new Set(traces.flatMap(({ trace, bare }) => [trace, bare]))]
      .map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("|"),
  )
  const harmless = new Set<string>()
  return (content) => {
    const met = new Set(harmless)
    const found = new Set<string>()
    for (const reading of readings(content, met)) {
      const text = fold(reading)
      const run = bare(text)
      if (!any.test(text) && !any.test(run)) continue
      for (const { trace, bare, name } of traces) if (text.includes(trace) || run.includes(bare)) found.add(name)
    }
    if (found.size === 0) for (const word of met) harmless.add(word)
    return [...found]
  }
}

/** Without what separates: "R-7KQ4-M2XB" is also found as "r7kq4m2xb". */
const bare = (text: string) => text.replace(/[\s.\-_/()]/g, "")

/** The words and numbers to look for, and the mail address as the hashes that pictures of people are asked for by. */
function tracesOf({ givenName, familyName, company, email, phone, marks }: Person): string[] {
  const [mailbox = "", domain = ""] = email.split("@")
  const hashes = ["md5", "sha1", "sha256"].map((algorithm) => createHash(algorithm).update(email).digest("hex"))
  const texts = [
    givenName,
    familyName,
    company,
    ...company.split(" "),
    email,
    mailbox,
    domain,
    ...(phone ? [phone] : []),
    ...marks,
  ]
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
