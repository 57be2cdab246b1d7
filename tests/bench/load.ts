import autocannon from "autocannon"

export type Asked = Pick<autocannon.Request, "method" | "path" | "headers" | "body">

/** What a few seconds under load have shown. */
export type Sample = { perSecond: number; milliseconds: number[]; unwanted: number }

export const connections = 20

/** Sends one request after the other on 20 connections, from one thread. `next` makes the nth. */
export async function load(
  origin: string,
  seconds: number,
  next: Asked | ((n: number) => Asked),
  wanted = 200,
): Promise<Sample> {
  const watch = stopwatch()
  let sent = 0
  const requests =
    typeof next === "function"
      ? [{ setupRequest: (request: autocannon.Request) => ({ ...request, ...next(sent++) }) }]
      : [next]
  const run = autocannon({ url: origin, connections, duration: seconds, timeout: 20, requests }, () => {})
  run.on("response", (_client, status, _bytes, milliseconds) => watch.note(milliseconds, status === wanted))
  await new Promise((resolve) => run.on("done", resolve))
  return watch.sample()
}

/** Calls a function 20 times at once, again and again. */
export async function loop(seconds: number, call: (n: number) => Promise<boolean>): Promise<Sample> {
  const watch = stopwatch()
  const end = performance.now() + seconds * 1000
  let called = 0
  const caller = async () => {
    while (performance.now() < end) {
      const start = performance.now()
      watch.note(performance.now() - start, await call(called++))
    }
  }
  await Promise.all(Array.from({ length: connections }, caller))
  return watch.sample()
}

function stopwatch() {
  const milliseconds: number[] = []
  const start = performance.now()
  let last = start
  let unwanted = 0
  return {
    note(took: number, isWanted: boolean) {
      last = performance.now()
      if (isWanted) milliseconds.push(took)
      else unwanted++
    },
    sample: (): Sample => ({ perSecond: (milliseconds.length / (last - start)) * 1000, milliseconds, unwanted }),
  }
}
