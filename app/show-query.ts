/** What was chosen as the query of an address, with its "?"; nothing where nothing was. */
export function showQuery(choice: Record<string, string | undefined>): string {
  const pairs = Object.entries(choice).filter((pair): pair is [string, string] => Boolean(pair[1]))
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ""
}
