import { getLocale } from "next-intl/server"
import { ChoiceSelect } from "@/components/ui/choice-select"
import { listSessionChoices } from "@/lib/sessions/queries-choices"
import { sessionName } from "../../desk-session"

type Props = { label: string; any: string; value?: string; scope: { hostId?: string } }

/** A date to narrow a list down by. */
export async function SessionChoice({ label, any, value, scope }: Props) {
  const locale = await getLocale()
  const options = (await listSessionChoices(locale, scope, value)).map((session) => ({
    value: session.id,
    label: sessionName(session, locale),
  }))
  return <ChoiceSelect name="session" {...{ label, any, value, options }} />
}
