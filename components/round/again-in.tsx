"use client"

import { useEffect } from "react"

/** A timer holds no more milliseconds. */
const farthest = 2_147_483_647

/** Reads the page anew after so many seconds; without JavaScript the page has a link that does. */
export function AgainIn({ seconds }: { seconds: number }) {
  useEffect(() => {
    const timer = setTimeout(() => location.reload(), Math.min(seconds * 1000, farthest))
    return () => clearTimeout(timer)
  }, [seconds])
  return null
}
