import fs from "node:fs"
import { takeLock } from "../../scripts/lock"

/** One round of a race: where, and the moment at which everybody begins. */
export type Round = { folder: string; at: number }

const { linkSync, rmSync } = fs
const isTwin = process.argv.includes("--twin")
const isOfRemoval = (file: fs.PathLike) => String(file).endsWith(".removal")

// A twin does without the lock that lets one at a time remove a stale one.
fs.linkSync = (from, to) => {
  if (!isTwin || !isOfRemoval(to)) linkSync(from, to)
}
fs.rmSync = (file, options) => {
  if (isTwin && isOfRemoval(file)) return
  // Longer than it is, for the race and its twin alike: between looking at a lock and removing it.
  if (String(file).endsWith("lock")) pause(3)
  rmSync(file, options)
}

function pause(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

process.on("message", ({ folder, at }: Round) => {
  pause(at - Date.now())
  void takeLock(folder).then(
    () => process.send?.(true),
    () => process.send?.(false),
  )
})
process.on("disconnect", () => process.exit())
process.send?.("ready")
