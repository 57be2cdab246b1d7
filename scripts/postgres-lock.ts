import fs from "node:fs"
import path from "node:path"
import { beginOf, processFacts, worksIn } from "./processes"

/** The process of the server that works on this data, if one does. */
export function runningPid(data: string): number | undefined {
  const { pid } = read(data)
  return pid > 0 && isItsServer(data) ? pid : undefined
}

export const isReady = (data: string) => read(data).state === "ready"

/**
 * PostgreSQL takes its lock file for valid while any process has the number in it, be it a zombie that nobody
 * reaps or a stranger. It guards its memory itself, so the file may go once that process is known not to be ours.
 */
export function forgetDeadServer(data: string): void {
  if (read(data).pid > 0 && !isItsServer(data)) fs.rmSync(fileOf(data), { force: true })
}

/**
 * After a restart of the machine or container the number in the lock file may be somebody else's, even another
 * PostgreSQL's. A server works in the folder of its data; where that cannot be seen, it began when its lock says.
 */
function isItsServer(data: string): boolean {
  const { pid, begin } = read(data)
  const facts = processFacts(pid)
  if (facts?.name !== "postgres") return false
  return worksIn(pid, data) ?? Math.abs(beginOf(facts) - begin) < 10
}

const fileOf = (data: string) => path.join(data, "postmaster.pid")

/** PostgreSQL's own lock file: process id in the first line, begin in the third, state in the eighth. */
function read(data: string): { pid: number; begin: number; state?: string } {
  const file = fileOf(data)
  const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : []
  return { pid: Number(lines[0]), begin: Number(lines[2]), state: lines[7]?.trim() }
}
