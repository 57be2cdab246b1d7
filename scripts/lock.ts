import fs from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
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
  for (let attempt = 0; attempt < 50; attempt++) {
    if (createLock(file)) return atEnd(() => fs.rmSync(file, { force: true }))
    const holder = readLock(file)
    if (holder && isAlive(holder.self)) {
      if (isAlive(holder.runner)) {
        throw new Complaint(`Runde already runs in this folder (process ${holder.self.pid}): stop that one first.`)
      }
      await endOther(holder.self.pid, { SIGTERM: 10, SIGKILL: 2 })
    }
    if (!removeStale(file)) await sleep(20)
  }
  throw new Complaint(`Several processes want to start in ${folder} at once.`)
}

/**
 * Removes the lock of a process that has ended, one starter at a time: of two that have read it, the slower one would
 * otherwise remove what the faster one has put there since. So it is looked at again behind a lock of its own, which
 * may be left behind as well.
 * @returns false while another one is at it
 */
function removeStale(file: string): boolean {
  const guard = `${file}.removal`
  if (!createLock(guard)) return isStale(guard) && removeStale(guard)
  if (isStale(file)) fs.rmSync(file)
  fs.rmSync(guard)
  return true
}

/** Whoever wrote it has ended, or could not finish it. Where there is none, nothing is stale. */
function isStale(file: string): boolean {
  let text: string
  try {
    text = fs.readFileSync(file, "utf8")
  } catch {
    return false
  }
  const holder = holderIn(text)
  return !holder || !isAlive(holder.self)
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
    if (fs.existsSync(draft)) fs.rmSync(draft)
  }
}

/** Undefined where there is none, or half of one. */
export function readLock(file: string): Holder | undefined {
  try {
    return holderIn(fs.readFileSync(file, "utf8"))
  } catch {
    return undefined
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    const { self, runner } = JSON.parse(text) as Partial<Holder>
    return self && runner ? { self, runner } : undefined
  } catch {
    return undefined
  }
}
