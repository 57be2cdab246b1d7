import type { ReactNode } from "react"

/** Fields that belong together, two beside each other where there is room. */
export function Group({
  title,
  lead,
  id,
  children,
}: {
  title: string
  lead?: string
  id?: string
  children: ReactNode
}) {
  return (
    <fieldset id={id} tabIndex={id ? -1 : undefined} className="grid min-w-0 gap-5 border-t border-line pt-6">
      <legend className="float-left mb-1 w-full font-serif text-2xl">{title}</legend>
      {lead && <p className="clear-both max-w-[34em] text-soft">{lead}</p>}
      <div className="clear-both grid items-start gap-5 sm:grid-cols-2">{children}</div>
    </fieldset>
  )
}
