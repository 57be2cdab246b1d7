import { Field } from "./field"
import { Select } from "./input"

type Option = { value: string; label: string }

/** One of many to narrow a list down by, or `any`; for forms that only ask, whose choice goes into the address. */
export function ChoiceSelect({
  name,
  label,
  any,
  value,
  options,
}: {
  name: string
  label: string
  any: string
  value?: string
  options: Option[]
}) {
  return (
    <Field name={name} label={label}>
      {(control) => (
        <Select {...control} defaultValue={value ?? ""}>
          <option value="">{any}</option>
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
