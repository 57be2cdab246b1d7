"use client"

import { classNames } from "@/components/ui/class-names"
import { useAnswered } from "@/components/ui/form"
import type { ReminderTimes } from "./reminder-times"

/** The times of what was typed, once one has asked for them, else of what is saved. */
export function ReminderPreview({ saved }: { saved: ReminderTimes }) {
  const answered = useAnswered("times")
  const { title, times } = answered ? (JSON.parse(answered) as ReminderTimes) : saved
  return (
    <div>
      <h3 className="mb-2 text-lg">{title}</h3>
      <ul>
        {times.map(({ what, when, past }) => (
          <li
            key={what}
            className={classNames(
              "flex flex-wrap justify-between gap-x-6 border-t border-line py-2.5 text-[0.9375rem]",
              past && "text-soft",
            )}
          >
            <span>{what}</span>
            <span>{when}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}
