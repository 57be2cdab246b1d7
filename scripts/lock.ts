import fs from "node:fs"
import path from "node:path"
import { atEnd } from "@/lib/shutdown"
import { Complaint } from "./complaint"
import { endOther, processFacts } from "./processes"

type Holder = { pid: number; parent: number; startedAt: string }

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
    if (holder && isOrphan(holder)) await endOther(holder.pid, { SIGTERM: 10, SIGKILL: 2 })
    if (holder && isAlive(holder)) {
      throw new Complaint(`Runde already runs in this folder (process ${holder.pid}): stop that one first.`)
    }
    fs.rmSync(file, { force: true })
  }
  throw new Complaint(`Several processes want to start in ${folder} at once.`)
}

function createLock(file: string): boolean {
  const self: Holder = { pid: process.pid, parent: process.ppid, startedAt: processFacts(process.pid)?.startedAt ?? "" }
  // Written aside and then linked, so that nobody reads half a lock.
  const draft = `${file}.${process.pid}`
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 })
    fs.writeFileSync(draft, JSON.stringify(self))
    fs.linkSync(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false
    throw new Complaint(`The folder ${path.dirname(file)} cannot be written: ${(error as Error).message}`)
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

function readLock(file: string): Holder | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Holder
  } catch {
    return undefined
  }
}

const isAlive = (holder: Holder) => processFacts(holder.pid)?.startedAt === holder.startedAt
const isOrphan = (holder: Holder) => isAlive(holder) && processFacts(holder.pid)?.parent !== holder.parent
