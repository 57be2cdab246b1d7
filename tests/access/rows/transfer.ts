import { randomUUID } from "node:crypto"
import { keepUpload } from "@/lib/transfer/keep-upload"
import type { Attached } from "../../support/visitor"
import { done } from "../../support/world"
import { onPage, type Rows } from "../row"

const transferPage = "/organizer/settings/transfer"
const people: Attached = {
  fileName: "people.csv",
  text: "Vorname;Nachname;Unternehmen;E-Mail\nNeu;Hier;Neu GmbH;neu@neu.example",
}

/** What comes in and goes out as a file. */
export const transfer: Rows = {
  "transfer/actions.ts bringFileAction": onPage(["owner"], transferPage, () => ({ kind: "people", file: people })),
  "transfer/actions.ts importPeopleAction": {
    may: ["owner"],
    call: async ({ ids }) => {
      const text = people.text.replace("neu@", `${randomUUID()}@`)
      const upload = { kind: "people", fileName: "a.csv", bytes: new TextEncoder().encode(text) } as const
      const { uploadId } = done(await keepUpload({ ...upload, teamMemberId: ids.owner }))
      return {
        page: `${transferPage}/people/${uploadId}`,
        fields: { requestId: randomUUID(), uploadId },
      }
    },
  },
  // Where people work already it does nothing for anybody.
  "transfer/actions.ts restoreArchiveAction": {
    may: [],
    silent: true,
    call: () => ({ page: transferPage, fields: { file: people, sure: "on" } }),
  },
}
