import { endProcess, isEnding } from "@/lib/shutdown"

/** Something the person at the keyboard can mend: its message is one clear sentence, printed without a stack. */
export class Complaint extends Error {}

/** Runs a script's work; a failure ends the process with exit code 1. */
export async function main(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isEnding()) console.error(error instanceof Complaint ? error.message : error)
    await endProcess(1)
  }
}
