import type { ReactNode } from "react"

/** A line of what is to be done, with the one way on; the whole line is its target. */
export function ToDo({
  href,
  action,
  about,
  children,
}: {
  href: string
  action: string
  /** Tells this "decide" from the next one, for those who hear the links alone. */
  about: string
  children: ReactNode
}) {
  return (
    <li className="group relative grid gap-x-5 border-t border-line py-3.5 sm:grid-cols-[1fr_auto] sm:items-center">
      <p>{children}</p>
      <a
        href={href}
        className="inline-flex min-h-11 items-center font-[560] text-accent no-underline group-hover:underline after:absolute after:inset-0"
      >
        {action}
        <span className="sr-only">: {about}</span>
      </a>
    </li>
  )
}
