type Close = () => unknown

const closes: Close[] = []
let ending: Promise<never> | undefined

/** Remembers how to let go of something. At the end the newest goes first. */
export function atEnd(close: Close): void {
  closes.push(close)
}

/** Whether the process is on its way out, so that what fails now fails because of that. */
export const isEnding = () => ending !== undefined

/** Lets go of everything and ends the process, after nine seconds at the latest. Asked again, it goes on with the first. */
export function endProcess(code: number): Promise<never> {
  return (ending ??= letGo(code))
}

async function letGo(code: number): Promise<never> {
  setTimeout(() => process.exit(1), 9_000)
  for (const close of closes.toReversed()) {
    try {
      await close()
    } catch {
      // What cannot be closed must not keep the rest open.
    }
  }
  process.exit(code)
}

/** Ends the process on INT, TERM, HUP, an unexpected error and, as a child with a channel, the death of its parent. */
export function endOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void endProcess(0))
  process.on("disconnect", () => void endProcess(0))
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error) => {
      if (isEnding()) return
      console.error(error)
      void endProcess(1)
    })
  }
  // With the terminal gone there is nobody to write to, which is no reason to leave the database running.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {})
}
