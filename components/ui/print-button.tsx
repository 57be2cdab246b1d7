"use client"

import { useSyncExternalStore } from "react"
import { Button } from "./button"

/** Prints the page. Without JavaScript it is not there: the browser's own command does the same. */
export function PrintButton({ children }: { children: string }) {
  const scripted = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  )
  if (!scripted) return null
  return (
    <Button size="small" onClick={() => window.print()} className="print:hidden">
      {children}
    </Button>
  )
}
