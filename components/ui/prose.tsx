import type { ReactNode } from "react"
import { classNames } from "./class-names"

/** Running text: measure of 34em, space between the parts, hairlines between list items. */
export function Prose({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={classNames("prose", className)}>{children}</div>
}

/** A sentence somebody might say in the room. */
export function Quote({ children }: { children: ReactNode }) {
  return (
    <blockquote className="my-8 max-w-[24em] border-l-2 border-accent pl-5.5 font-italic text-[1.375rem] leading-[1.4] italic sm:text-2xl sm:leading-[1.35]">
      {children}
    </blockquote>
  )
}
