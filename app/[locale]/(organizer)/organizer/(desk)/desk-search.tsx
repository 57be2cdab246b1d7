import { getLocale, getTranslations } from "next-intl/server"
import { Palette } from "@/components/ui/palette"
import type { Viewer } from "@/lib/people/policy"
import { deskHref } from "../desk-session"
import { placeGroups } from "./search/find-groups"

/** The way from everywhere to everything, in the head of every page of the desk. */
export async function DeskSearch({ viewer }: { viewer: Viewer }) {
  const [t, locale] = [await getTranslations("search"), await getLocale()]
  return (
    <Palette
      places={await placeGroups(viewer, locale)}
      page={deskHref("/organizer/search", locale)}
      results={deskHref("/organizer/search/results", locale)}
      texts={{
        ...{ open: t("open"), label: t("label"), placeholder: t("placeholder"), close: t("close"), list: t("list") },
        ...{ loading: t("loading"), failed: t("failed"), asPage: t("asPage") },
        // Filled in where the query and the count are known.
        ...{ nothing: t("nothing", { query: "{query}" }), count: t("count", { count: "{count}" }) },
      }}
      help={t.rich("help", { k: (key) => <kbd className="key">{key}</kbd> })}
      className="inline-flex min-h-11 cursor-pointer items-center gap-2 px-1 text-[0.9375rem] text-soft no-underline hover:text-ink"
    />
  )
}
