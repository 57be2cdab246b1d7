import { domainToUnicode } from "node:url"
import { companyDomain, domainLabel } from "./rules-companies"

/** Legal forms nobody mistakes for a part of a name: they fall away wherever they stand but in front. */
const clearForms = `gmbh|ggmbh|gesmbh|ges mbh|mbh|gesellschaft mbh|gesellschaft mit beschraenkter haftung|ag|gag|kg|kgaa|ohg
  |gbr|gesbr|ug|gug|unternehmergesellschaft|haftungsbeschraenkt|mit beschraenkter haftung|aktiengesellschaft
  |kommanditgesellschaft|kommanditgesellschaft auf aktien|offene handelsgesellschaft|offene gesellschaft
  |gesellschaft buergerlichen rechts|partg|partgmbb|partg mbb|partnerschaftsgesellschaft
  |partnerschaftsgesellschaft mbb|partnerschaftsgesellschaft mit beschraenkter berufshaftung
  |eingetragener verein|eingetragene genossenschaft|eingetragener kaufmann|eingetragene kauffrau
  |limited liability company|public limited company|societe anonyme|societe par actions simplifiee
  |societe a responsabilite limitee|societa per azioni|societa a responsabilita limitata|sociedad anonima
  |sociedad limitada|besloten vennootschap|naamloze vennootschap|spolka z ograniczona odpowiedzialnoscia
  |spolka akcyjna|aktieselskab|anpartsselskab|aktiebolag|osakeyhtioe|societas europaea`

/** Legal forms that could be a word or initials as well: they fall away from the end alone. */
const endForms = `co|cie|company|compagnie|se|ev|eg|ek|ekfm|ekfr|e kfm|e kfr|eu|og|keg|oeg|mbb|ewiv|kdoer|adoer
  |ltd|limited|pty ltd|pte ltd|llc|llp|lp|plc|inc|incorporated|corp|corporation|sa|sas|sasu|sarl|eurl|snc|sci|sagl|bv|nv
  |bvba|sprl|vof|cv|spa|srl|srls|sapa|sl|slu|sau|lda|sp zoo|spzoo|sp k|spk|sp j|sro|spol sro|as|kft|zrt|nyrt|bt|doo|dd
  |asa|aps|ab|oy|oyj|hb|ks|uab|sia|oue|ood|eood|i g|ig|il|in gruendung|in liquidation|in liqu|in insolvenz`

/** The longest first, so that "PartG" does not leave "mbB" behind. */
const anyOf = (forms: string) =>
  forms
    .split(/\s*\|/)
    .toSorted((a, b) => b.length - a.length)
    .join("|")
const clear = new RegExp(` (?:${anyOf(clearForms)})(?= )`, "g")
const atTheEnd = new RegExp(` (?:${anyOf(clearForms)}|${anyOf(endForms)})$`)

/** Letters that no accent explains. An umlaut is written out, as German does it, so that Bauer and Baur stay two. */
const writtenOut: Record<string, string> = {
  ...{ ä: "ae", ö: "oe", ü: "ue", ß: "ss", æ: "ae", œ: "oe", ø: "oe", å: "a" },
  ...{ ł: "l", đ: "d", ð: "d", þ: "th", ı: "i" },
}

/** A text in words of plain letters and digits: no case, accents or punctuation, and "S.p.A." is one word. */
const plainWords = (text: string): string =>
  text
    .replace(/[™®©'’‘`´]/g, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[äöüßæœøåłđðþı]/g, (letter) => writtenOut[letter]!)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .replace(/(?<=\S )(?:und|and|u)(?= \S)/g, "")
    .replace(/(?<!\S)\p{L}(?:\s+\p{L}(?!\S))+/gu, (initials) => initials.replace(/\s/g, ""))
    .replace(/\s+/g, " ")

/**
 * A legal name without its form, case, accents and punctuation, umlauts written out: "Müller & Söhne GmbH & Co. KG" is
 * "mueller soehne". A name that is nothing but form or signs stays what it is, so only an empty one ends empty.
 */
export function normaliseCompany(name: string): string {
  const plain = plainWords(name).replace(/^(?:firma|fa|sarl) (?=\S)/, "")
  let bare = plain.replace(clear, "")
  // One after the other: a repeated group would try every way to part "PartG mbB".
  while (atTheEnd.test(bare)) bare = bare.replace(atTheEnd, "")
  return bare || name.trim().toLowerCase()
}

/** Whether two normalised names are one: "Muster-Bau" and "Musterbau" are, two empty ones are not. */
export const areOneName = (a: string, b: string): boolean => a !== "" && joined(a) === joined(b)

const joined = (words: string) => words.replaceAll(" ", "")

/** Words with which many companies begin that have nothing to do with each other: what they are and where they are. */
const openers = new Set(
  `akademie allgemeine anwaltskanzlei apotheke architekten architekturbuero autohaus baeckerei bank bau bayerische
   berliner buero bundesverband das der deutsche deutscher deutsches die elektro erste europaeische evangelische
   fachverband first gebr gebrueder general gesellschaft global gruppe hamburger handwerkskammer hausverwaltung hotel
   ihk immobilien industrie ingenieurbuero institut international kanzlei katholische klinik klinikum kreissparkasse
   landesverband neue nord norddeutsche nordic oesterreichische ost praxis raiffeisenbank schweizer schweizerische
   sparkasse stadtsparkasse stadtwerke steuerberatung sued sueddeutsche tischlerei united universitaet verband verein
   vereinigte verlag volksbank west westdeutsche zentralverband`.split(/\s+/),
)

/** The commonest family names, each of which many companies have and only one as its domain. */
const familyNames = new Set(
  `mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schaefer koch bauer richter klein wolf
   schroeder neumann schwarz zimmermann braun krueger hofmann hartmann lange schmitt werner schmitz krause meier lehmann
   schmid schulze maier koehler herrmann koenig walter mayer huber kaiser fuchs peters lang scholz moeller weiss jung
   hahn schubert vogel friedrich keller guenther frank berger winkler roth beck lorenz baumann franke albrecht schuster
   simon ludwig boehm winter kraus martin schumacher kraemer vogt stein jaeger otto sommer gross seidel heinrich brandt
   haas schreiber graf schulte dietrich ziegler kuhn kuehn pohl engel horn busch bergmann thomas voigt sauer arnold wolff
   pfeiffer gruber steiner egger brunner`.split(/\s+/),
)

/** Whether a word alone says, without a domain, whose it is. */
export const isTelling = (word: string): boolean => word.length > 2 && !openers.has(word) && !familyNames.has(word)

/** Words of an address that say nothing of whose it is. */
const fillers = / (?:group|gruppe|online|holding|deutschland|germany)$/

/** The first letters of three words or more: "bmw" of "bayerische motoren werke". */
export function initialsOf(normalised: string): string | null {
  const words = normalised.split(" ")
  return words.length > 2 ? words.map((word) => word[0]).join("") : null
}

/**
 * Whether the name that somebody types is the one of a mail domain: all of it, its first words, or the initials of three
 * or more. "Krause Maschinenbau GmbH" fits krause.de and krause-gmbh.de, not krause-bau.de. Says no where it can not tell:
 * a no costs the organizer a look, a yes counts as proof. Never of free mail.
 */
export function fitsDomain(name: string, domain: string): boolean {
  const own = companyDomain(domain)
  if (!own) return false
  const label = joined(normaliseCompany(domainToUnicode(domainLabel(own))).replace(fillers, ""))
  // "mueller-bau.de", and "muller-bau.de" as well.
  const spellings = [name, name.normalize("NFKD").replace(/\p{M}/gu, "")].map(normaliseCompany)
  return spellings.some((spelling) => initialsOf(spelling) === label || beginsWith(spelling.split(" "), label))
}

/** Whether the label is the name, or its first words up to one that says whose it is, with or without what comes before it. */
function beginsWith(words: string[], label: string): boolean {
  const first = words.findIndex((word) => word.length > 2 && !openers.has(word))
  if (first < 0 || words.join("") === label) return words.join("") === label
  return words.some(
    (_, last) => last >= first && [0, first].some((from) => words.slice(from, last + 1).join("") === label),
  )
}
