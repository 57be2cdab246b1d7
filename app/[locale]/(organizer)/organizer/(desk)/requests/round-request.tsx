import { useTranslations } from "next-intl"
import type { OpenRequest } from "@/components/desk/request-items"
import { ComposedPerson } from "@/components/round/composed-person"
import { Collisions, GainText, Hints } from "@/components/round/what-stands-against"
import type { Claim } from "@/lib/bookings/rules-collisions"
import type { ComposedRequest } from "@/lib/round/queries-composition"
import { DecisionForm } from "./decision-form"

/** A request in a closed round with what helps to decide about it, and the two buttons. */
export function RoundRequest({
  request,
  person,
  name,
  back,
  href,
  now,
}: {
  request: ComposedRequest
  person: OpenRequest
  name: (claim: Claim) => string
  back: string
  href: string
  now: Date
}) {
  const t = useTranslations("composition")
  const asking =
    request.kind === "substitution" && person.substitution ? person.substitution.participant : person.participant
  return (
    <ComposedPerson
      id={`request-${request.id}`}
      person={asking}
      company={request.company.name}
      facts={request}
      inDoubt={request.company.doubt !== null}
      href={href}
    >
      <ForDeciding {...{ request, name }} />
      <DecisionForm
        {...{ back, now }}
        request={person}
        colliding={request.collisions.length > 0}
        dates={request.kind === "requested" ? request.fitting : undefined}
      />
      {request.kind === "requested" && <p className="max-w-[34em] text-sm text-soft">{t("neutral")}</p>}
    </ComposedPerson>
  )
}

/** What stands against a request, what to look at, and what it would add. */
export function ForDeciding({ request, name }: { request: ComposedRequest; name: (claim: Claim) => string }) {
  return (
    <div className="grid max-w-[40em] gap-3">
      <Collisions collisions={request.collisions} name={name} />
      <Hints hints={request.hints} name={name} />
      <p className="text-[0.9375rem] text-soft">
        <GainText gain={request.gain} />
      </p>
    </div>
  )
}
