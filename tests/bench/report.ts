import type { Sample } from "./load"

export type Figures = { perSecond: number; p50: number; p95: number; p99: number; unwanted: number }
export type Row = Figures & { name: string; limit: { name: string; perSecond: number }; ratio: number }

/** The median over the repetitions of each figure. */
export function figuresOf(samples: Sample[]): Figures {
  const typical = (share: number) => median(samples.map(({ milliseconds }) => percentile(milliseconds, share)))
  return {
    perSecond: Math.round(median(samples.map(({ perSecond }) => perSecond))),
    ...{ p50: typical(0.5), p95: typical(0.95), p99: typical(0.99) },
    unwanted: samples.reduce((sum, { unwanted }) => sum + unwanted, 0),
  }
}

/** The ratio is taken within each repetition, since what else the machine does changes from one to the next. */
export function rowOf(name: string, samples: Sample[], limit: { name: string; samples: Sample[] }): Row {
  const ratio = median(samples.map(({ perSecond }, index) => perSecond / (limit.samples[index]?.perSecond ?? 1)))
  return {
    name,
    ...figuresOf(samples),
    limit: { name: limit.name, perSecond: figuresOf(limit.samples).perSecond },
    ratio,
  }
}

export function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low = 0, high = 0] = [sorted[sorted.length % 2 ? middle : middle - 1], sorted[middle]]
  return (low + high) / 2
}

export function tableOf(rows: Row[]): string {
  const head = ["", "per second", "limit", "ratio", "p50 ms", "p95 ms", "p99 ms", "not as wanted"]
  const body = rows.map(({ name, perSecond, limit, ratio, p50, p95, p99, unwanted }) => [
    ...[name, String(perSecond), `${limit.perSecond} ${limit.name}`, `${Math.round(ratio * 100)} %`],
    ...[p50, p95, p99].map((milliseconds) => milliseconds.toFixed(1)),
    String(unwanted),
  ])
  return linesOf(head, body)
}

/** A table in columns of the same width. */
export function linesOf(head: string[], body: string[][]): string {
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((line) => line[column]!.length)))
  return [head, ...body].map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")).join("\n")
}

export const percentile = (numbers: number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(share * numbers.length)] ?? 0
