import { useTranslations } from "next-intl"
import { Button } from "@/components/ui/button"
import { Field } from "@/components/ui/field"
import { Input } from "@/components/ui/input"

/** A form that only looks: it goes into the address. `label` where something else is looked for than people. */
export function SearchForm({ action, query, label }: { action: string; query?: string; label?: string }) {
  const t = useTranslations("people")
  return (
    <form action={action} role="search" className="grid max-w-[44em] gap-x-5 gap-y-3 sm:grid-cols-[1fr_auto]">
      <Field name="q" label={label ?? t("search")} hint={label ? undefined : t("searchHint")}>
        {(control) => <Input {...control} type="search" defaultValue={query} maxLength={120} />}
      </Field>
      <Button type="submit" variant="outline" className="self-start sm:mt-[1.7rem]">
        {t("find")}
      </Button>
    </form>
  )
}
