"use client"

import { Button } from "./button"
import { useScripted } from "./use-scripted"

/** Prints the page. Without JavaScript it is not there: the browser's own command does the same. */
export function PrintButton({ children }: { children: string }) {
  if (!useScripted()) return null
  return (
    <Button size="small" onClick={() => window.print()} className="print:hidden">
      {children}
    </Button>
  )
}
