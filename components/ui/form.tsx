"use client"

import { type ComponentProps, createContext, type ReactNode, use, useActionState, useEffect } from "react"
import { Checkbox } from "@/components/ui/checkbox"
import { ErrorSummary } from "@/components/ui/error-summary"
import { Field, FieldError } from "@/components/ui/field"
import { Input, Select, TextArea } from "@/components/ui/input"

/** What an action says to a form it refused: sentences in the reader's language, and what had been typed. */
export type FormAnswer = {
  /** Differs with every answer, so that the same sentence is announced again. */
  stamp: string
  message: string
  errors: Record<string, string>
  values: Record<string, string>
  /** `accent` when nothing is wrong and the message asks to look once more. */
  tone?: "mark" | "accent"
  /** What is said of fields where nothing is wrong with them; the first is where the reader goes on. */
  said?: Record<string, string>
} | null

export type FormAction = (answer: FormAnswer, data: FormData) => Promise<FormAnswer>

const Answer = createContext<{ answer: FormAnswer; prefix: string }>({ answer: null, prefix: "" })

/**
 * A form that sends itself to a server action, also without JavaScript, and shows at each field what was refused.
 * Fields inside find their error and what was typed by their name. `id` keeps several forms of a page apart.
 */
export function ActionForm({
  action,
  id,
  className,
  children,
}: {
  action: FormAction
  id: string
  className?: string
  children: ReactNode
}) {
  const [answer, send] = useActionState(action, null)
  return (
    <form id={id} action={send} noValidate className={className ?? "grid max-w-[34em] gap-5"}>
      {answer && <Problems answer={answer} prefix={id} />}
      <Answer value={{ answer, prefix: id }}>{children}</Answer>
    </form>
  )
}

/**
 * A form that asks only: what is typed goes into the address, and the page says in `answer` what was not right or what
 * stands in the fields.
 */
export function AskForm({
  action,
  id,
  answer = null,
  className,
  children,
}: {
  action: string
  id: string
  answer?: FormAnswer
  className?: string
  children: ReactNode
}) {
  return (
    <form id={id} action={action} noValidate className={className ?? "grid max-w-[34em] gap-5"}>
      {answer?.message && <Problems answer={answer} prefix={id} />}
      <Answer value={{ answer, prefix: id }}>{children}</Answer>
    </form>
  )
}

/** The sentence of an answer and the fields it is about. One sentence about one field stands at that field alone. */
function Problems({ answer, prefix }: { answer: NonNullable<FormAnswer>; prefix: string }) {
  const [[sole, message] = [], ...more] = Object.entries(answer.said ?? answer.errors)
  if (sole && message === answer.message && (answer.said || more.length === 0))
    return <AtField id={`${prefix}-${sole}`} message={message} stamp={answer.stamp} />
  const problems = Object.entries(answer.errors)
    .filter(([, message]) => message !== answer.message)
    .map(([name, message]) => ({ id: `${prefix}-${name}`, message }))
  return <ErrorSummary title={answer.message} problems={problems} stamp={answer.stamp} tone={answer.tone} />
}

/** Leads to the field where the sentence stands, and says it aloud also to who is there already. */
function AtField({ id, message, stamp }: { id: string; message: string; stamp: string }) {
  useEffect(() => document.getElementById(id)?.focus(), [id, stamp])
  return (
    <p key={stamp} role="alert" className="sr-only">
      {message}
    </p>
  )
}

/** What a field of the form knows of itself: its id, its error, what was typed. */
export function useField(name: string, defaultValue?: string | number | null) {
  const { answer, prefix } = use(Answer)
  return {
    id: `${prefix}-${name}`,
    error: answer?.errors[name],
    said: answer?.said?.[name],
    value: answer ? answer.values[name] : (defaultValue?.toString() ?? undefined),
  }
}

type Labels = { name: string; label: ReactNode; note?: string; hint?: ReactNode; className?: string }

/** One line of text, a number, a date. */
export function TextField({
  name,
  label,
  note,
  hint,
  className,
  defaultValue,
  required,
  ...input
}: Labels & Omit<ComponentProps<"input">, "name" | "defaultValue"> & { defaultValue?: string | number | null }) {
  const { id, error, value } = useField(name, defaultValue)
  return (
    <Field {...{ name, id, label, note, hint, error, required, className }}>
      {(control) => <Input {...input} {...control} defaultValue={value} />}
    </Field>
  )
}

/** Text of several lines. */
export function TextAreaField({
  name,
  label,
  note,
  hint,
  className,
  defaultValue,
  required,
  ...input
}: Labels & Omit<ComponentProps<"textarea">, "name" | "defaultValue"> & { defaultValue?: string | null }) {
  const { id, error, value } = useField(name, defaultValue)
  return (
    <Field {...{ name, id, label, note, hint, error, required, className }}>
      {(control) => <TextArea {...input} {...control} defaultValue={value} />}
    </Field>
  )
}

/** One of a few. */
export function SelectField({
  name,
  label,
  note,
  hint,
  className,
  defaultValue,
  required,
  options,
}: Labels & { defaultValue?: string | null; required?: boolean; options: { value: string; label: string }[] }) {
  const { id, error, value } = useField(name, defaultValue)
  return (
    <Field {...{ name, id, label, note, hint, error, required, className }}>
      {(control) => (
        <Select {...control} defaultValue={value}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

/** One of two or three that are best seen at once. */
export function ChoiceField({
  name,
  label,
  defaultValue,
  options,
}: {
  name: string
  label: ReactNode
  defaultValue?: string | null
  options: { value: string; label: string }[]
}) {
  const { id, error, value } = useField(name, defaultValue)
  return (
    <fieldset id={id} aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb-0.5 text-sm font-[540]">{label}</legend>
      <div className="flex flex-wrap gap-x-7">
        {options.map((option) => (
          <label key={option.value} className="flex min-h-11 cursor-pointer items-center gap-2.5">
            {/* A new key is a new default, as with selects. */}
            <input
              key={value}
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={value === option.value}
              className="radio"
            />
            {option.label}
          </label>
        ))}
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  )
}

/** A tick; sends "on" or nothing. */
export function TickField({
  name,
  defaultChecked,
  children,
}: {
  name: string
  defaultChecked?: boolean
  children: ReactNode
}) {
  const { id, error, value } = useField(name, defaultChecked ? "on" : null)
  return (
    <Checkbox name={name} id={id} error={error} defaultChecked={value === "on"}>
      {children}
    </Checkbox>
  )
}

/** What goes along unseen; an answer may set it anew. */
export function HiddenField({ name, value }: { name: string; value: string | number }) {
  const { answer } = use(Answer)
  return <input type="hidden" name={name} value={answer?.values[name] ?? value} readOnly />
}

/** What the action said last to the form around. */
export const useAnswer = (): FormAnswer => use(Answer).answer
/** What the last answer of the form says under a name; nothing before the first. */
export const useAnswered = (name: string): string | undefined => use(Answer).answer?.values[name]

/** The same as text. */
export const Answered = ({ name }: { name: string }): ReactNode => useAnswered(name)

/** Shows its children at once, or only when the form has been answered, with what was typed. */
export function Shown({ atOnce, children }: { atOnce: boolean; children: ReactNode }) {
  const { answer } = use(Answer)
  return atOnce || answer ? children : null
}

/** Shows its children in one step of a form only: while the named value is the one given. */
export function WhenValue({ name, is, children }: { name: string; is: string; children: ReactNode }) {
  const { answer } = use(Answer)
  return (answer?.values[name] ?? "") === is ? children : null
}

/** The same, but out of sight only, so that what was typed there stays. */
export function SeenWhenValue({ name, is, children }: { name: string; is: string; children: ReactNode }) {
  return <div className={(useAnswered(name) ?? "") === is ? "contents" : "hidden"}>{children}</div>
}
