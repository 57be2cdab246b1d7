import type { ComponentProps } from "react"
import { classNames } from "./class-names"

type Look = {
  /** `primary` for the one thing to do, `outline` for equals, `quiet` for ways beside it, `mark` for what gives something up. */
  variant?: "primary" | "outline" | "quiet" | "mark"
  size?: "normal" | "small"
  /** As wide as its container. */
  wide?: boolean
}

const variants = {
  primary: "bg-accent text-on-accent hover:bg-accent-strong",
  outline: "border border-field hover:border-ink",
  quiet: "text-accent underline decoration-rule underline-offset-[0.22em] hover:decoration-current",
  mark: "border border-mark text-mark hover:bg-mark-wash",
}

/** The classes of a button, for an element that has to be something else (`<summary>`, `<label>`). */
export function buttonClass({ variant = "primary", size = "normal", wide }: Look): string {
  return classNames(
    "inline-flex cursor-pointer items-center justify-center rounded py-2 text-center font-[560] no-underline",
    "transition-colors duration-150 aria-disabled:cursor-default aria-disabled:opacity-60",
    size === "normal" ? "min-h-12 text-base" : "min-h-11 text-sm",
    variant === "quiet" ? "px-0 font-medium" : size === "normal" ? "px-6" : "px-4",
    variants[variant],
    wide && "w-full",
  )
}

/** A button; at least 44 px high in every size. */
export function Button({ variant, size, wide, className, ...rest }: ComponentProps<"button"> & Look) {
  return <button type="button" {...rest} className={classNames(buttonClass({ variant, size, wide }), className)} />
}

/** A link that looks like a button, because it is the thing to do on the page. */
export function LinkButton({ variant, size, wide, className, ...rest }: ComponentProps<"a"> & Look) {
  return <a {...rest} className={classNames(buttonClass({ variant, size, wide }), className)} />
}
