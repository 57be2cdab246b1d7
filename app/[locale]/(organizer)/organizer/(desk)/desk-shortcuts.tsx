import { useLocale, useTranslations } from "next-intl"
import { type Shortcut, Shortcuts } from "@/components/ui/shortcuts"
import type { Viewer } from "@/lib/people/policy"
import { deskHref } from "../desk-session"
import { placesOf } from "./desk-places"

/** The keys of the desk: those of its places, and those for the page one is at. */
export function DeskShortcuts({ viewer }: { viewer: Viewer }) {
  const t = useTranslations("series.keys")
  const search = useTranslations("search.places")
  const locale = useLocale()
  const places = (["actions", "rooms"] as const)
    .flatMap((group) => placesOf(viewer, group))
    .flatMap((place): Shortcut[] => {
      const { keys, name } = place
      if (!keys || "form" in place) return []
      const does = "href" in place ? { href: deskHref(place.href, locale) } : { press: place.press }
      return [{ keys, label: search(`${name}.label`), does }]
    })
  const shortcuts: Shortcut[] = [
    { keys: ["/"], label: t("list.search"), does: { press: "open-search" } },
    { keys: ["j"], label: t("list.down"), does: "down" },
    { keys: ["k"], label: t("list.up"), does: "up" },
    { keys: ["l"], label: t("list.listView"), does: { href: deskHref("/organizer/sessions", locale) } },
    ...places,
  ]
  const texts = { title: t("title"), open: t("open"), close: t("close"), enabled: t("enabled"), then: t("then") }
  return <Shortcuts shortcuts={shortcuts} texts={texts} />
}
