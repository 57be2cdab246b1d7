import type { ComponentProps } from "react"

/** A link that fills the row it stands in, which is `group relative`. */
export function RowLink(props: Pick<ComponentProps<"a">, "href" | "lang" | "children">) {
  return (
    <a
      {...props}
      className="no-underline group-hover:underline group-hover:decoration-accent after:absolute after:inset-0"
    />
  )
}
