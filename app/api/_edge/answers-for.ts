import type { RoundAnswers } from "@/lib/bookings/queries-answers"
import { getSettings } from "@/lib/sessions/settings"

type Asked = { participant?: Pick<RoundAnswers, "industry" | "sizeBand">; noSales?: true }

/** A body with what a closed round asks in it as the verbs take it: agreed to is the text that holds now. */
export async function answersFor<Body extends Asked>({ participant, noSales, ...body }: Body) {
  const noSalesVersion = noSales && (await getSettings()).legal.version
  return { ...body, ...participant, noSalesVersion }
}
