import { randomInt, randomUUID } from "node:crypto"
import { db } from "@/lib/db"
import { keepUpload } from "@/lib/transfer/keep-upload"
import { done } from "../../support/world"
import { onPage, type Rows } from "../row"

const transferPage = "/organizer/settings/transfer"
const people = {
  fileName: "people.csv",
  text: "Vorname;Nachname;Unternehmen;E-Mail\nNeu;Hier;Neu GmbH;neu@neu.example",
}

/** What comes in and goes out as a file. */
export const transfer: Rows = {
  "transfer/actions.ts bringFileAction": onPage(["owner"], transferPage, () => ({ kind: "people", file: people })),
  "transfer/actions.ts importPeopleAction": {
    may: ["owner"],
    call: async ({ ids }) => brought("people", people.text.replace("neu@", `${randomUUID()}@`), ids.owner),
  },
  "transfer/actions.ts importSessionsAction": {
    may: ["owner"],
    call: async ({ ids, world }) => {
      const { slug } = await db.format.findUniqueOrThrow({ where: { id: world.formats.instant } })
      // A minute that no other call has taken.
      const [hour, minute] = [randomInt(10, 24), randomInt(10, 60)]
      const day = `203${randomInt(2, 10)}-0${randomInt(4, 10)}-${randomInt(10, 29)}`
      return brought("sessions", `Format;Datum;Uhrzeit\n${slug};${day};${hour}:${minute}`, ids.owner)
    },
  },
  // Where people work already it does nothing for anybody.
  "transfer/actions.ts restoreArchiveAction": {
    may: [],
    silent: true,
    call: () => ({ page: transferPage, fields: { file: people, sure: "on" } }),
  },
}

/** A list that somebody has brought along and looked at. */
async function brought(kind: "people" | "sessions", text: string, teamMemberId: string) {
  const upload = { kind, fileName: "a.csv", bytes: new TextEncoder().encode(text), teamMemberId }
  const { uploadId } = done(await keepUpload(upload))
  return { page: `${transferPage}/${kind}/${uploadId}`, fields: { requestId: randomUUID(), uploadId } }
}
