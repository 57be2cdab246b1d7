import { getTranslations } from "next-intl/server"
import { Notice } from "@/components/ui/notice"
import { listPlannedChanges } from "@/lib/bookings/queries-changes"
import { now as presentTime } from "@/lib/clock"
import type { DeskSession } from "@/lib/sessions/queries"
import { SessionFormPage } from "./form-page"
import { PlannedChange } from "./planned-change"

/** In place of a form: a change is planned already, and one after the other is how they stay understandable. */
export async function Blocked({ session, title }: { session: DeskSession; title: string }) {
  const [t, plans] = [await getTranslations("changes.plan"), await listPlannedChanges({ sessionId: session.id })]
  return (
    <SessionFormPage session={session} title={title}>
      <div className="grid gap-8">
        <Notice title={t("blocked")} />
        {plans.map((plan) => (
          <PlannedChange key={plan.id} plan={plan} now={presentTime()} runs />
        ))}
      </div>
    </SessionFormPage>
  )
}
