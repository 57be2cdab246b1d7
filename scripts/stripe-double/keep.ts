import fs from "node:fs"
import type { Dispute, Event, Intent, Refund, Session, State } from "./state"

type Kept = { sessions: Session[]; intents: Intent[]; refunds: Refund[]; disputes?: Dispute[]; events: Event[] }

/** Takes up what an earlier double has kept in the file; one that was cut short is none. */
export function takeUp(state: State, file: string): void {
  if (!fs.existsSync(file)) return
  const { sessions, intents, refunds, disputes = [], events } = JSON.parse(fs.readFileSync(file, "utf8")) as Kept
  for (const each of sessions) state.sessions.set(each.id, each)
  for (const each of intents) state.intents.set(each.id, each)
  for (const each of refunds) state.refunds.set(each.id, each)
  for (const each of disputes) state.disputes.set(each.id, each)
  state.events.push(...events)
}

export function keep({ sessions, intents, refunds, disputes, events }: State, file: string): void {
  const lists = { sessions: [...sessions.values()], intents: [...intents.values()], refunds: [...refunds.values()] }
  const kept = { ...lists, disputes: [...disputes.values()], events } satisfies Kept
  fs.writeFileSync(`${file}.new`, JSON.stringify(kept))
  fs.renameSync(`${file}.new`, file)
}
