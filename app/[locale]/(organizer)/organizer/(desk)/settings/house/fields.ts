import { legalPages } from "@/lib/sessions/schema"

type HouseField = { name: string; kind: "line" | "text" | "mail" | "zone" | "region"; optional?: boolean }

const inBoth = (name: string, rest: Omit<HouseField, "name">): HouseField[] =>
  (["de", "en"] as const).map((locale) => ({ name: `${name}.${locale}`, ...rest }))

/** The settings of the house as fields of a form, named by their path in `SettingsData`. */
export const houseFields: Record<"offer" | "organizer" | "company" | "legal", HouseField[]> = {
  offer: [
    { name: "name", kind: "line" },
    { name: "timeZone", kind: "zone" },
    { name: "region", kind: "region", optional: true },
  ],
  organizer: [
    { name: "organizer.name", kind: "line" },
    { name: "organizer.email", kind: "mail" },
    { name: "organizer.phone", kind: "line", optional: true },
    ...inBoth("organizer.role", { kind: "line" }),
    ...inBoth("organizer.about", { kind: "text" }),
  ],
  company: [
    { name: "company.name", kind: "line" },
    { name: "company.street", kind: "line" },
    { name: "company.postalCode", kind: "line" },
    { name: "company.city", kind: "line" },
    ...inBoth("company.country", { kind: "line" }),
    { name: "company.vatId", kind: "line", optional: true },
    { name: "company.register", kind: "line", optional: true },
    { name: "company.responsible", kind: "line" },
    { name: "company.supervisor", kind: "line", optional: true },
  ],
  legal: [
    { name: "legal.version", kind: "line" },
    ...legalPages.flatMap((page) => inBoth(`legal.texts.${page}`, { kind: "text", optional: true })),
  ],
}

type Tree = { [key: string]: Tree | string | undefined }

/** What is typed into these fields, as the tree it stands for; only named fields are read. */
export function toTree(typed: Record<string, string>): Tree {
  const tree: Tree = { legal: { texts: {} } }
  for (const { name } of Object.values(houseFields).flat()) {
    const value = typed[name]
    if (value === undefined) continue
    const path = name.split(".")
    const leaf = path.pop() ?? ""
    const branch = path.reduce((parent, key) => (parent[key] ??= {}) as Tree, tree)
    branch[leaf] = value
  }
  return tree
}

/** What a field shows of the settings. */
export const valueAt = (tree: object, name: string): string | undefined =>
  name.split(".").reduce<unknown>((branch, key) => (branch as Tree | undefined)?.[key], tree) as string | undefined
