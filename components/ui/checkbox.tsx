import type { ComponentProps, ReactNode } from "react"
import { FieldError } from "./field"

/** A tick with its sentence; the whole line is the target. */
export function Checkbox({
  name,
  id = name,
  error,
  children,
  ...rest
}: Omit<ComponentProps<"input">, "type" | "children"> & {
  name: string
  error?: string
  children: ReactNode
}) {
  return (
    <div className="grid gap-1">
      <label
        htmlFor={id}
        className="grid min-h-11 cursor-pointer grid-cols-[auto_1fr] items-start gap-3 py-2.5 text-sm"
      >
        <input
          {...rest}
          id={id}
          name={name}
          type="checkbox"
          key={String(rest.defaultChecked ?? "")}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className="checkbox mt-px"
        />
        <span>{children}</span>
      </label>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}
