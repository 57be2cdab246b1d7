import type { ReactNode } from "react"
import { classNames } from "@/components/ui/class-names"

type Face = { line: string; name?: string | null; company?: string | null }

/** "250–999" stays in one line. */
const unbroken = (line: string) => line.replace(/(?<=\d)–(?=\d)/g, "\u2060–\u2060")

/**
 * A card as it stands on the table, folded once. Without a face it is somebody of whom there is no more to say; `own` is
 * the reader's.
 */
export function TableCard({ face, own, children }: { face: Face | string; own?: boolean; children?: ReactNode }) {
  const known = typeof face === "string" ? null : face
  return (
    <div
      className={classNames(
        "rounded-sm grid h-full min-h-30 grid-rows-[0.75rem_1fr] border bg-sheet sm:min-h-40",
        known ? (own ? "border-accent" : "border-rule") : "border-dashed border-rule",
      )}
    >
      {/* The fold. */}
      <div aria-hidden="true" className={classNames("border-b", own ? "border-accent" : "border-line")} />
      <div className="grid content-center justify-items-center gap-1.5 px-5 py-4 text-center">
        {known ? (
          <>
            {known.name && <p className="font-serif text-xl leading-snug wrap-anywhere">{known.name}</p>}
            <p
              className={classNames(
                "leading-snug text-balance wrap-anywhere",
                known.name ? "text-[0.9375rem] text-soft" : "font-serif text-lg",
              )}
            >
              {unbroken(known.line)}
            </p>
            {known.company && <p className="text-[0.9375rem] wrap-anywhere">{known.company}</p>}
          </>
        ) : (
          <p className="text-soft">{face as string}</p>
        )}
        {children}
      </div>
    </div>
  )
}
