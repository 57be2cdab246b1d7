import { useLocale, useTranslations } from "next-intl"
import { ActionForm } from "@/components/ui/form"
import { decideAtOf, decisionOf, type OpenRequest } from "@/components/desk/request-items"
import { Checkbox } from "@/components/ui/checkbox"
import { SubmitButton } from "@/components/ui/submit-button"
import { type FittingDate, mostNamed } from "@/lib/bookings/find-fitting-dates"
import { formatDateTime, formatWhen } from "@/lib/time-zone"
import { decideAction } from "./actions"

/**
 * Confirm or decline, and until the time of the answer the other way round. `back` is where to go afterwards.
 * Says when the answer goes out: deciding early never makes it earlier.
 */
export function DecisionForm({
  request,
  back,
  now,
  colliding = false,
  dates,
}: {
  request: OpenRequest
  back: string
  now: Date
  /** Something stands against it: undecided, it is declined. */
  colliding?: boolean
  /** Other dates that a decline may name; nothing where it names none of the organizer's choice. */
  dates?: FittingDate[]
}) {
  const t = useTranslations("desk.decision")
  const ofRound = useTranslations("composition")
  const locale = useLocale()
  const at = decideAtOf(request)
  const noted = decisionOf(request)
  if (!at) return null
  if (at <= now) return <p className="text-soft">{t("onItsWay")}</p>
  const when = formatWhen(at, request.session.timeZone, locale, now)
  if (request.inVain) return <p className="text-sm text-soft">{t("inVain", { when })}</p>
  const substitutionId = request.state === "requested" ? undefined : request.substitution?.id
  const button = (decision: "confirm" | "decline", primary: boolean) => (
    <SubmitButton
      name="decision"
      value={decision}
      size="small"
      variant={primary ? "primary" : "outline"}
      pendingLabel={t("pending")}
    >
      {t(decision)}
    </SubmitButton>
  )
  return (
    <ActionForm id={`decide-${request.seatId}`} action={decideAction} className="grid gap-3">
      <input type="hidden" name="seatId" value={request.seatId} />
      {substitutionId && <input type="hidden" name="substitutionId" value={substitutionId} />}
      <input type="hidden" name="back" value={back} />
      <p className="text-sm text-soft">
        {noted ? t(`noted.${noted}`, { when }) : colliding ? ofRound("openDecline", { when }) : t("open", { when })}
      </p>
      {dates && noted !== "decline" && <DatesToName dates={dates} formId={`decide-${request.seatId}`} />}
      <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
        {noted !== "confirm" && button("confirm", noted === null)}
        {noted !== "decline" && button("decline", false)}
        {noted && (
          <SubmitButton name="decision" value="undo" size="small" variant="quiet" pendingLabel={t("pending")}>
            {t("undo")}
          </SubmitButton>
        )}
      </div>
    </ActionForm>
  )
}

/** Ticked at first are those that would be named without anybody's choice. */
function DatesToName({ dates, formId }: { dates: FittingDate[]; formId: string }) {
  const t = useTranslations("composition")
  const locale = useLocale()
  if (dates.length === 0) return <p className="text-sm text-soft">{t("fittingNone")}</p>
  return (
    <fieldset>
      <legend className="text-sm">{t("fitting")}</legend>
      <input type="hidden" name="dates" value="shown" />
      {dates.map(({ id, startsAt, timeZone }, index) => (
        <Checkbox
          key={id}
          name="date"
          id={index === 0 ? `${formId}-date` : `${formId}-date-${index}`}
          value={id}
          defaultChecked={index < mostNamed}
        >
          {formatDateTime(startsAt, timeZone, locale)}
        </Checkbox>
      ))}
    </fieldset>
  )
}
