import { runsHouse, runsSessions, type Viewer } from "@/lib/people/policy"

const rooms = {
  formats: runsSessions,
  house: runsHouse,
  look: runsHouse,
  mail: runsHouse,
  invoicing: runsHouse,
  retention: runsHouse,
  team: runsHouse,
  transfer: runsHouse,
} satisfies Record<string, (viewer: Viewer) => boolean>

type SettingsRoom = keyof typeof rooms

/** The rooms of the settings with who may enter, in the order in which they are shown. */
export const settingsRooms = Object.entries(rooms) as [SettingsRoom, (viewer: Viewer) => boolean][]
