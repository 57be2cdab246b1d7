import fs from "node:fs"
import path from "node:path"
import { atEnd } from "@/lib/shutdown"
import { Complaint } from "./complaint"
import { endOther } from "./processes"
import { isAlive, markOf, type ProcessMark, runner } from "./runner"

/** Who works somewhere, and on whose behalf. */
export type Holder = { self: ProcessMark; runner: ProcessMark }

/**
 * Makes this process the only one that works in a folder, until it ends. One left behind by a parent that was
 * killed is ended first.
 * @throws Complaint where another one works there, or the folder cannot be written
 */
export async function takeLock(folder: string): Promise<void> {
  const file = path.join(folder, "lock")
  for (let attempt = 0; attempt < 5; attempt++) {
    if (createLock(file)) return atEnd(() => fs.rmSync(file, { force: true }))
    const holder = readLock(file)
    if (holder && isAlive(holder.self)) {
      if (isAlive(holder.runner)) {
        throw new Complaint(`Runde already runs in this folder (process ${holder.self.pid}): stop that one first.`)
      }
      await endOther(holder.self.pid, { SIGTERM: 10, SIGKILL: 2 })
    }
    fs.rmSync(file, { force: true })
  }
  throw new Complaint(`Several processes want to start in ${folder} at once.`)
}

function createLock(file: string): boolean {
  const holder: Holder = { self: markOf(process.pid), runner: runner() }
  // Written aside and then linked, so that nobody reads half a lock.
  const draft = `${file}.${process.pid}`
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 })
    fs.writeFileSync(draft, JSON.stringify(holder))
    fs.linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false
    throw new Complaint(`The folder ${path.dirname(file)} cannot be written: ${(error as Error).message}`)
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

/** Undefined where there is none, or half of one. */
export function readLock(file: string): Holder | undefined {
  try {
    const holder = JSON.parse(fs.readFileSync(file, "utf8")) as Partial<Holder>
    return holder.self && holder.runner ? { self: holder.self, runner: holder.runner } : undefined
  } catch {
    return undefined
  }
}
