import { readFileSync } from "node:fs"

/** What a process takes of the memory at this moment, in MB (Linux). */
export const memoryMb = (pid: number): number =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024)

/** The most it takes while the work is done, looked at 20 times a second. */
export async function mostMemoryMb<Result>(
  pid: number,
  work: () => Promise<Result>,
): Promise<{ most: number; result: Result }> {
  let most = memoryMb(pid)
  const watch = setInterval(() => (most = Math.max(most, memoryMb(pid))), 50)
  try {
    const result = await work()
    return { most, result }
  } finally {
    clearInterval(watch)
  }
}
