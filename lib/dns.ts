import { Resolver } from "node:dns/promises"
import { env } from "./env"

/** What the domain name system says under a name: its texts, that there are none, or nothing, because it could not be asked. */
export type TxtAnswer = { ok: true; texts: string[] } | { ok: false }

/**
 * Asks for the TXT records of a name; the pieces of each are one text (RFC 7208, section 3.3). Asks the servers of
 * DNS_SERVERS, or those of the machine. It never throws: without a network there is no answer.
 */
export async function askTxt(name: string): Promise<TxtAnswer> {
  try {
    const resolver = new Resolver({ timeout: 2_000, tries: 2 })
    const servers = env().DNS_SERVERS
    if (servers) resolver.setServers(servers)
    const records = await resolver.resolveTxt(name)
    return { ok: true, texts: records.map((pieces) => pieces.join("")) }
  } catch (error) {
    const { code } = error as { code?: string }
    return code === "ENOTFOUND" || code === "ENODATA" ? { ok: true, texts: [] } : { ok: false }
  }
}
