/**
 * The pages that show everybody the same. Everything that is not listed here is treated as personal: `no-store`,
 * `noindex`, never kept. `kept` pages are asked for most and may be answered from memory; `query` names what their
 * address may carry for that.
 */
const pages: { path: RegExp; kept?: boolean; query?: string[] }[] = [
  { path: /^\/$/, kept: true, query: ["format", "language"] },
  { path: /^\/sessions\/[a-z0-9-]{1,120}$/, kept: true, query: [] },
  { path: /^\/(how-it-works|imprint|privacy|terms|confidentiality|accessibility|contact|docs\/api)$/ },
]

/** What the address of a page means to search engines and to memory. */
export function publicPage(url: URL): { isPublic: boolean; key: string | null } {
  const path = url.pathname.replace(/^\/(en|de)(?=\/|$)/, "") || "/"
  const page = pages.find((candidate) => candidate.path.test(path))
  if (!page) return { isPublic: false, key: null }
  return { isPublic: true, key: page.kept ? keyOf(url, page.query ?? []) : null }
}

/** The address in one spelling; null when its query holds anything else than the page knows, or that twice. */
function keyOf(url: URL, known: string[]): string | null {
  const given = [...url.searchParams]
  const fits = given.every(([name, value]) => known.includes(name) && /^[a-z0-9-]{1,80}$/.test(value))
  if (!fits || new Set(given.map(([name]) => name)).size !== given.length) return null
  const query = given.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}=${value}`)
  return url.pathname + (query.length > 0 ? `?${query.join("&")}` : "")
}
