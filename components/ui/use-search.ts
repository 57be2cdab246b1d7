import { useEffect, useState } from "react"
import type { PaletteGroup } from "./palette-rules"

type Answer = { query: string; groups: PaletteGroup[]; failed?: boolean }

/** How long somebody has to pause for their words to be asked for. */
const pauseMs = 150

/**
 * What the server has for a query, asked while somebody types: of the answers only the last counts. Until it is there
 * the one before stays, and `loading` says so.
 */
export function useSearch(address: string, query: string) {
  const [answer, setAnswer] = useState<Answer | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const ask = async () => {
      try {
        // Who is signed out meanwhile is led to the sign-in, which is no answer.
        const response = await fetch(`${address}?${new URLSearchParams({ q: query })}`, {
          ...{ signal: stop.signal, redirect: "error", cache: "no-store" },
        })
        if (!response.ok) throw new Error(String(response.status))
        setAnswer({ query, groups: (await response.json()) as PaletteGroup[] })
      } catch {
        if (!stop.signal.aborted) setAnswer({ query, groups: [], failed: true })
      }
    }
    const timer = setTimeout(() => void ask(), query ? pauseMs : 0)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [address, query])
  return { groups: answer?.groups ?? [], failed: answer?.failed === true, loading: answer?.query !== query }
}
