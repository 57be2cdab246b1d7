import { useTranslations } from "next-intl"
import type { Claim, Collision } from "@/lib/bookings/rules-collisions"
import type { Hint } from "@/lib/round/rules-hints"
import type { Facts } from "@/lib/round/rules-mix"

/** How somebody in the room is called, by the id of their claim. */
type Names = (claim: Claim) => string

/** Why a request is declined unless the organizer decides otherwise. */
export function Collisions({ collisions, name }: { collisions: Collision[]; name: Names }) {
  const t = useTranslations("composition")
  if (collisions.length === 0) return <p className="text-[0.9375rem]">{t("clean")}</p>
  return (
    <div className="border-l-2 border-mark pl-4">
      <p className="text-sm text-soft">{t("against")}</p>
      <ul className="grid gap-1">
        {collisions.map((collision) => (
          <li key={collision.kind + ("with" in collision ? collision.with.id : "")}>
            <CollisionText collision={collision} name={name} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function CollisionText({ collision, name }: { collision: Collision; name: Names }) {
  const t = useTranslations("composition.collision")
  if (collision.kind === "company_in_doubt") return t("company_in_doubt")
  const { with: other } = collision
  if (collision.kind === "conflict") return t("conflict", { company: other.company.name })
  if (other.kind === "confirmed") return t("same_company_confirmed", { other: name(other) })
  return t(other.decision === "confirm" ? "same_company_chosen" : "same_company_requested", { other: name(other) })
}

/** What somebody should look at; nothing follows from it by itself. */
export function Hints({ hints, name }: { hints: Hint[]; name: Names }) {
  const t = useTranslations("composition")
  if (hints.length === 0) return null
  return (
    <div className="border-l-2 border-line pl-4">
      <p className="text-sm text-soft">
        {t("hints")}. {t("hintsNote")}
      </p>
      <ul className="grid gap-1 text-[0.9375rem]">
        {hints.map((hint, index) => (
          <li key={index}>
            <HintText hint={hint} name={name} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function HintText({ hint, name }: { hint: Hint; name: Names }) {
  const [t, reasons] = [useTranslations("composition.hint"), useTranslations("composition.reasons_alike")]
  if (hint.kind === "varying_wishes" || hint.kind === "left_round") return t(hint.kind)
  const likeness = { reason: reasons(hint.reason), score: Math.round(hint.score * 100) }
  if (hint.kind === "known") return t("known", { company: hint.company.name, ...likeness })
  const { with: other } = hint
  if (hint.kind === "alike") return t("alike", { company: `${other.company.name} (${name(other)})`, ...likeness })
  const { named } = hint
  return hint.of === "asking"
    ? t("wish_asking", { named, company: other.company.name, ...likeness })
    : t("wish_other", { named, other: name(other), ...likeness })
}

/** What the request would add to the mix. */
export function GainText({ gain: { industry, sizeBand } }: { gain: Facts }) {
  const [t, booking] = [useTranslations("composition"), useTranslations("booking")]
  const said = {
    industry: industry ? booking(`industries.${industry}`) : "",
    size: sizeBand ? booking(`sizeBands.${sizeBand}`) : "",
  }
  const kind = industry && sizeBand ? "both" : industry ? "industry" : sizeBand ? "size" : "none"
  return t(`gain.${kind}`, said)
}
