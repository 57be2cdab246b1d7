import { useLocale, useTranslations } from "next-intl"
import { type Shortcut, Shortcuts } from "@/components/ui/shortcuts"
import { runsSessions, type Viewer } from "@/lib/people/policy"
import { deskHref } from "../desk-session"

/** The keys of the desk. */
export function DeskShortcuts({ viewer }: { viewer: Viewer }) {
  const t = useTranslations("series.keys")
  const locale = useLocale()
  const to = (href: string) => ({ href: deskHref(href, locale) })
  const does = [
    ["help", "?", "help"],
    ["search", "/", "search"],
    ["down", "j", "down"],
    ["up", "k", "up"],
    ["listView", "l", to("/organizer/sessions")],
    ["month", "m", to("/organizer/sessions?view=month")],
    ["week", "w", to("/organizer/sessions?view=week")],
    ["home", "g h", to("/organizer")],
    ["sessions", "g t", to("/organizer/sessions")],
    ["people", "g p", to("/organizer/people")],
    ["numbers", "g z", to("/organizer/numbers")],
    ["mails", "g n", to("/organizer/mails")],
    ["settings", "g e", to("/organizer/settings")],
  ] as const
  const shortcuts: Shortcut[] = does.map(([name, keys, what]) => ({
    ...{ keys: keys.split(" "), label: t(`list.${name}`), does: what },
  }))
  if (runsSessions(viewer))
    shortcuts.unshift({ keys: ["n"], label: t("list.new"), does: to("/organizer/sessions/new") })
  const texts = { title: t("title"), open: t("open"), close: t("close"), enabled: t("enabled"), then: t("then") }
  return <Shortcuts shortcuts={shortcuts} texts={texts} />
}
