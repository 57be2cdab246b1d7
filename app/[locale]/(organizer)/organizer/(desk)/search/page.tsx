import type { Metadata } from "next"
import { getLocale, getTranslations } from "next-intl/server"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"
import { PageHeader } from "@/components/ui/page-header"
import { matching, type PaletteGroup, type PaletteItem } from "@/components/ui/palette-rules"
import { RowLink } from "@/components/ui/row-link"
import { requireTeam } from "@/lib/auth"
import { deskHref } from "../../desk-session"
import { NothingFound } from "../../nothing-found"
import { findGroups, placeGroups, readQuery } from "./find-groups"

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("search"))("title") }
}

/** The search as a document: what the palette finds, without JavaScript and with room for more. */
export default async function SearchPage({ searchParams }: Props) {
  const viewer = await requireTeam({ path: "/organizer/search" })
  const [t, locale, query] = [await getTranslations("search"), await getLocale(), readQuery(await searchParams)]
  const [places, found] = await Promise.all([
    placeGroups(viewer, locale),
    findGroups(query, { viewer, locale, limit: 20 }),
  ])
  const home = deskHref("/organizer/search", locale)
  const groups = [...matching(places.map(withoutPresses), query), ...found]
  return (
    <>
      <PageHeader size="small" title={t("title")} lead={t("lead")} />
      <form action={home} role="search" className="mt-8 grid max-w-[44em] gap-x-5 gap-y-3 sm:grid-cols-[1fr_auto]">
        <Field name="q" label={t("label")} hint={t("hint")}>
          {(control) => <Input {...control} type="search" defaultValue={query} maxLength={120} autoComplete="off" />}
        </Field>
        <Button type="submit" variant="outline" className="self-start sm:mt-[1.7rem]">
          {t("find")}
        </Button>
      </form>
      {groups.length === 0 && <NothingFound>{t("nothing", { query })}</NothingFound>}
      <div className="mt-10 grid gap-9">
        {groups.map((group) => (
          <Group key={group.id} group={group} />
        ))}
      </div>
    </>
  )
}

function Group({ group: { id, label, items, more } }: { group: PaletteGroup }) {
  return (
    <section aria-labelledby={`group-${id}`} className="max-w-[44em]">
      <h2 id={`group-${id}`} className="mb-2 text-xl">
        {label}
      </h2>
      <ul>
        {items.map((item) => (
          <li
            key={item.id}
            className="group relative flex min-h-12 flex-wrap items-center gap-x-5 border-t border-line py-2"
          >
            <span className="font-[540]">
              <Way item={item} />
            </span>
            {item.detail && <span className="text-[0.9375rem] wrap-anywhere text-soft">{item.detail}</span>}
          </li>
        ))}
      </ul>
      {more && (
        <p className="border-t border-line py-2">
          <a href={more.href} className="inline-flex min-h-11 items-center">
            {more.label}
          </a>
        </p>
      )}
    </section>
  )
}

function Way({ item }: { item: PaletteItem }) {
  if ("href" in item) return <RowLink href={item.href}>{item.label}</RowLink>
  if (!("form" in item)) return null
  return (
    <button form={item.form} className="cursor-pointer group-hover:underline after:absolute after:inset-0">
      {item.label}
    </button>
  )
}

/** A button of the page that only scripts make: a document cannot lead to it. */
const withoutPresses = (group: PaletteGroup): PaletteGroup => ({
  ...group,
  items: group.items.filter((item) => !("press" in item)),
})
