"use client"

import { useEffect, useRef } from "react"

/** One thing to mend: the id of the control and the sentence that stands at it. */
export type FieldProblem = { id: string; message: string }

/**
 * Stands above a form that was refused, takes the focus once per answer and links to
 * each control. `stamp` changes with every answer, so that the same errors are
 * announced again.
 */
export function ErrorSummary({
  title,
  problems,
  stamp,
  tone = "mark",
}: {
  title: string
  problems: FieldProblem[]
  stamp?: string | number
  tone?: "mark" | "accent"
}) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [stamp])
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className={`border-l-2 py-1 pl-5 ${tone === "accent" ? "border-accent" : "border-mark"}`}
    >
      <p className="font-[560]">{title}</p>
      {problems.length > 0 && (
        <ul className="mt-1 text-sm">
          {problems.map((problem) => (
            <li key={problem.id}>
              <a href={`#${problem.id}`} className="inline-block py-1.5 text-mark">
                {problem.message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
