import type { ReactNode } from "react"
import { classNames } from "./class-names"

/** What a control needs to belong to its label, hint and error: spread it onto the control. */
export type ControlProps = {
  id: string
  name: string
  required: boolean
  "aria-describedby": string | undefined
  "aria-invalid": true | undefined
}

/**
 * A label, a control, a hint and, when something is wrong, an error that says what to do.
 *
 *     <Field name="email" label="E-mail" error={errors.email}>
 *       {(control) => <Input {...control} type="email" />}
 *     </Field>
 */
export function Field({
  name,
  id = name,
  label,
  note,
  hint,
  error,
  required = false,
  className,
  children,
}: {
  name: string
  id?: string
  label: ReactNode
  /** A short remark in brackets behind the label, e.g. "optional". */
  note?: string
  hint?: ReactNode
  error?: string
  required?: boolean
  className?: string
  children: (control: ControlProps) => ReactNode
}) {
  const describedBy = classNames(error && `${id}-error`, Boolean(hint) && `${id}-hint`)
  return (
    <div className={classNames("grid content-start gap-1.5", className)}>
      <label htmlFor={id} className="text-sm font-[540]">
        {label} {note && <span className="font-normal text-soft">({note})</span>}
      </label>
      {children({
        id,
        name,
        required,
        "aria-describedby": describedBy || undefined,
        "aria-invalid": error ? true : undefined,
      })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-soft">
          {hint}
        </p>
      )}
    </div>
  )
}

/** The sentence under a control that was refused. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="text-sm text-mark">
      {children}
    </p>
  )
}
