import type texts from "../../../../../messages/de/search.json"
import type { PaletteItem, PaletteWay } from "@/components/ui/palette-rules"
import { keepsMoney, keepsPeople, readsLog, runsSessions, type Viewer } from "@/lib/people/policy"
import { moneyParts } from "./money/money-places"
import { settingsRooms } from "./settings/settings-rooms"

type Place = PaletteWay &
  Pick<PaletteItem, "keys" | "quiet"> & { name: keyof typeof texts.places; may?: (viewer: Viewer) => boolean }

const room = (name: Place["name"], path: string, keys?: string): Place => ({
  ...{ name, href: `/organizer${path}`, keys: keys?.split(" ") },
})
const setting = (name: Place["name"], may?: Place["may"]): Place => ({
  ...{ name, href: `/organizer/settings/${name}`, may, quiet: true },
})

/** Where one can go at the desk, and what can be done from anywhere: the one list of the palette and of the keys. */
const places: Record<"rooms" | "actions", Place[]> = {
  rooms: [
    room("home", "", "g h"),
    room("sessions", "/sessions", "g t"),
    room("month", "/sessions?view=month", "m"),
    room("week", "/sessions?view=week", "w"),
    room("people", "/people", "g p"),
    room("numbers", "/numbers", "g z"),
    { ...room("money", "/money", "g r"), may: keepsMoney },
    room("mails", "/mails", "g n"),
    room("settings", "/settings", "g e"),
    { name: "wishes", href: "/organizer/wishes", may: runsSessions },
    { name: "drafts", href: "/organizer/sessions?show=drafts", quiet: true },
    { name: "past", href: "/organizer/sessions?show=past", quiet: true },
    { name: "duplicates", href: "/organizer/people/duplicates", may: keepsPeople, quiet: true },
    ...moneyParts.map((part): Place => ({ ...room(part, `/money/${part}`), may: keepsMoney, quiet: true })),
    setting("calendar"),
    ...settingsRooms.map(([name, may]) => setting(name, may)),
    setting("log", readsLog),
    setting("security"),
  ],
  actions: [
    { ...room("newSession", "/sessions/new", "n"), may: runsSessions },
    { ...room("newSeries", "/sessions/new?dates=several"), may: runsSessions },
    { ...room("newFormat", "/settings/formats/new"), may: runsSessions },
    { name: "shortcuts", press: "open-shortcuts", keys: ["?"] },
    { name: "signOut", form: "sign-out-bar" },
  ],
}

/** The places a viewer may go to. */
export const placesOf = (viewer: Viewer, group: keyof typeof places): Place[] =>
  places[group].filter(({ may }) => !may || may(viewer))
