import { readFileSync } from "node:fs"

const manifest = (name: string) => JSON.parse(readFileSync(`.next/server/${name}.json`, "utf8")) as unknown

/** What `next build` put into the app: a page or route handler by its address, e.g. "/sessions/[slug]/book". */
export const builtRoutes = (): string[] =>
  Object.keys(manifest("app-paths-manifest") as object)
    .map(addressOf)
    .sort()

/** Those that are there in every language. */
export const localizedRoutes = (): Set<string> =>
  new Set(
    Object.keys(manifest("app-paths-manifest") as object)
      .filter((entry) => entry.startsWith("/[locale]/"))
      .map(addressOf),
  )

const addressOf = (entry: string) =>
  entry
    .replace(/^\/\[locale\](?=\/)/, "")
    .replace(/\/\([^)]*\)/g, "")
    .replace(/\/(page|route)$/, "") || "/"

export type BuiltAction = { id: string; name: string }

/** Every function that a browser can call, e.g. "sign-in/actions.ts requestCodeAction"; each once, however many pages carry it. */
export function builtActions(): BuiltAction[] {
  const { node } = manifest("server-reference-manifest") as {
    node: Record<string, { filename: string; exportedName: string }>
  }
  return Object.entries(node)
    .map(([id, { filename, exportedName }]) => ({
      id,
      name: `${filename.split("/").slice(-2).join("/")} ${exportedName}`,
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
