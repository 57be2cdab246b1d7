import { endProcess } from "@/lib/shutdown"
import { processFacts } from "./processes"

/** A process, told apart from a later one with the same number. */
export type ProcessMark = { pid: number; startedAt: string }

export function markOf(pid: number): ProcessMark {
  return { pid, startedAt: processFacts(pid)?.startedAt ?? "" }
}

export const isAlive = (mark: ProcessMark) => processFacts(mark.pid)?.startedAt === mark.startedAt

/** Who runs this process: npm in most cases. Between the two may stand a shell, which would outlive npm. */
export function runner(): ProcessMark {
  const parent = processFacts(process.ppid)
  const isShell = parent !== undefined && /^(ba|da|z|k)?sh$/.test(parent.name)
  return markOf(isShell ? parent.parent : process.ppid)
}

/** Ends this process when who runs it is gone, be it by `kill -9`. */
export function endWithRunner(): void {
  const mark = runner()
  if (!isAlive(mark)) return
  setInterval(() => {
    if (!isAlive(mark)) void endProcess(0)
  }, 500).unref()
}
