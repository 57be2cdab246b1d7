/**
 * Where many people have their mailbox. A company's domain is nobody's slip, so only these are suggested, and only for
 * one slip: a letter too many, too few, another or two the wrong way round.
 */
const common = [
  ...["gmail.com", "googlemail.com", "gmx.de", "gmx.net", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de"],
  ...["outlook.com", "outlook.de", "hotmail.com", "hotmail.de", "live.com", "live.de", "icloud.com", "yahoo.com"],
  ...["yahoo.de", "aol.com", "arcor.de", "posteo.de", "mailbox.org", "vodafone.de", "bluewin.ch", "protonmail.com"],
]

/** One slip away from a domain above, and real. */
const real = new Set(["mail.com", "gmx.com", "email.com", "live.at", "live.ch", "yahoo.at", "hotmail.ch", "hotmail.fr"])

/** The address that was probably meant: "petra@gmial.com" is "petra@gmail.com"; null where nothing looks like a slip. */
export function suggestAddress(typed: string): string | null {
  const address = typed.trim().toLowerCase()
  const [, local, domain] = /^([^\s@]+)@([^\s@]+)$/.exec(address) ?? []
  if (!local || !domain || common.includes(domain) || real.has(domain)) return null
  const meant = common.find((each) => isSlip(domain, each))
  return meant ? `${local}@${meant}` : null
}

function isSlip(typed: string, meant: string): boolean {
  let start = 0
  while (start < typed.length && typed[start] === meant[start]) start++
  let end = 0
  while (end < Math.min(typed.length, meant.length) - start && typed.at(-1 - end) === meant.at(-1 - end)) end++
  const [was, is] = [typed.slice(start, typed.length - end), meant.slice(start, meant.length - end)]
  if (was.length + is.length === 1) return true
  if (was.length === 2 && is.length === 2) return was[0] === is[1] && was[1] === is[0]
  // Of a name of three letters another letter makes another house: "gmb.de" is not "gmx.de". An ending is not a name.
  return was.length === 1 && is.length === 1 && (meant.indexOf(".") > 3 || start > meant.indexOf("."))
}
