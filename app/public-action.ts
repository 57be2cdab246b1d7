import { cookies, headers } from "next/headers"
import type { FormAnswer } from "@/components/ui/form"
import { isTransient, refuse } from "@/lib/errors"
import { type ClientLimit, limitClient } from "@/lib/rate-limit"
import { requestContext } from "@/lib/request-context"
import { wishedStatus } from "@/lib/wished-status"
import { sayRefusal } from "./form-answer"

/**
 * A server action of the public pages, within the limit of its kind. Where the database was too busy the form comes
 * back as it was, to be sent once more: with the same `requestId` that is safe.
 */
export function publicAction(limit: ClientLimit, run: (data: FormData) => Promise<FormAnswer>) {
  return async (_: FormAnswer, data: FormData): Promise<FormAnswer> => {
    const within = await limitClient(limit, requestContext(await headers()).client)
    if (!within.ok) {
      const store = await cookies()
      store.set(wishedStatus.cookie, wishedStatus.tooMany(within.retryAfter))
      return sayRefusal(within, data)
    }
    try {
      return await run(data)
    } catch (error) {
      if (isTransient(error)) return sayRefusal(refuse("try_again"), data)
      throw error
    }
  }
}
