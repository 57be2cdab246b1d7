import { endProcess } from "@/lib/shutdown"
import { processFacts } from "./processes"

/**
 * Ends this process when the npm that runs it is gone, be it by `kill -9`. Between the two may stand a shell, which
 * would live on.
 */
export function endWithParent(): void {
  const parent = process.ppid
  const facts = processFacts(parent)
  const shell = facts && /^(ba|da|z|k|)sh$/.test(facts.name) ? facts : undefined
  setInterval(() => {
    const isOrphan = process.ppid !== parent || (shell && processFacts(parent)?.parent !== shell.parent)
    if (isOrphan) void endProcess(0)
  }, 500).unref()
}
