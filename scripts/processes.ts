import { spawnSync } from "node:child_process"
import { readFileSync, statSync } from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"

export type ProcessFacts = { name: string; parent: number; startedAt: string }

/** What runs under a process id now; nothing for a process that has ended, reaped by its parent or not. */
export function processFacts(pid: number): ProcessFacts | undefined {
  return process.platform === "linux" ? linuxFacts(pid) : otherFacts(pid)
}

function linuxFacts(pid: number): ProcessFacts | undefined {
  try {
    const [, name = "", rest = ""] = /^\d+ \((.*)\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")) ?? []
    const fields = rest.split(" ")
    if (fields[0] === "Z" || fields[0] === "X") return undefined
    return { name, parent: Number(fields[1]), startedAt: fields[19] ?? "" }
  } catch {
    return undefined
  }
}

function otherFacts(pid: number): ProcessFacts | undefined {
  const { stdout } = spawnSync("ps", ["-o", "ppid=,stat=,lstart=,comm=", "-p", String(pid)], {
    env: { ...process.env, LC_ALL: "C" },
    encoding: "utf8",
  })
  const [parent, state, ...words] = stdout.trim().split(/\s+/)
  if (!parent || state?.startsWith("Z")) return undefined
  const name = words.slice(5).join(" ").split("/").at(-1) ?? ""
  return { name, parent: Number(parent), startedAt: words.slice(0, 5).join(" ") }
}

/** When a process began, in seconds since 1970. */
export function beginOf({ startedAt }: ProcessFacts): number {
  if (process.platform !== "linux") return Date.parse(startedAt) / 1000
  const [, boot] = /^btime (\d+)$/m.exec(readFileSync("/proc/stat", "utf8")) ?? []
  return Number(boot) + Number(startedAt) / 100
}

/**
 * Whether a process works in a folder. Undefined where that cannot be seen: elsewhere than on Linux, and for the root
 * of a container, who may not look at the processes of other accounts.
 */
export function worksIn(pid: number, folder: string): boolean | undefined {
  try {
    const [its, asked] = [`/proc/${pid}/cwd`, folder].map((place) => statSync(place, { bigint: true }))
    return its?.dev === asked?.dev && its?.ino === asked?.ino
  } catch {
    return undefined
  }
}

/** Sends one signal after the other until the process has ended, each with the seconds it is given. */
export async function endOther(pid: number, steps: Partial<Record<NodeJS.Signals, number>>): Promise<void> {
  const startedAt = processFacts(pid)?.startedAt
  const isGone = () => startedAt === undefined || processFacts(pid)?.startedAt !== startedAt
  for (const [signal, seconds] of Object.entries(steps)) {
    if (isGone()) return
    process.kill(pid, signal)
    for (let wait = 0; wait < seconds * 50 && !isGone(); wait++) await sleep(20)
  }
}
