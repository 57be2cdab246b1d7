import { getLocale } from "next-intl/server"
import { ChoiceSelect } from "@/components/ui/choice-select"
import { findDeskSession, listSessions } from "@/lib/sessions/queries"
import { sessionName } from "../../desk-session"

/** A choice of more dates is no choice; older ones are reached from their own page. */
const mostChoices = 100

/** A date to narrow a list down by: the latest ones, and the one that is chosen. */
export async function SessionChoice({
  label,
  any,
  value,
  scope,
}: {
  label: string
  any: string
  value?: string
  scope: { hostId?: string }
}) {
  const locale = await getLocale()
  const sessions = await listSessions(locale, { ...scope, limit: mostChoices })
  const listed = sessions.some(({ id }) => id === value)
  const chosen = value && !listed ? await findDeskSession(value, locale, scope) : null
  const options = [...(chosen ? [chosen] : []), ...sessions].map((session) => ({
    value: session.id,
    label: sessionName(session, locale),
  }))
  return <ChoiceSelect name="session" {...{ label, any, value, options }} />
}
