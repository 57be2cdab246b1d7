import { getTranslations } from "next-intl/server"
import { OfferRows, PastOffers } from "@/components/desk/offer-rows"
import { WaitingRow } from "@/components/desk/waiting-row"
import { buttonClass } from "@/components/ui/button"
import { ActionForm } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { runsSessions, type Viewer } from "@/lib/people/policy"
import { fullName } from "@/lib/people/rules"
import type { DeskSession } from "@/lib/sessions/queries"
import type { WaitingPerson } from "@/lib/waitlist/queries"
import type { DeskOffer } from "@/lib/waitlist/queries-desk"
import { offersEnd } from "@/lib/waitlist/rules"
import { deskHref, isOpen } from "../../../desk-session"
import { pinEntryAction, removeEntryAction } from "./waitlist-actions"

type Props = {
  session: DeskSession
  people: WaitingPerson[]
  offers: DeskOffer[]
  viewer: Viewer
  locale: "de" | "en"
  now: Date
}

/** Who waits, in the order in which they are asked and why; what is offered, and what was let pass. */
export async function Waitlist({ session, people: waiting, offers, viewer, locale, now }: Props) {
  const t = await getTranslations("waitlist.desk")
  if (waiting.length + offers.length === 0) return null
  const open = offers.filter(({ state }) => state === "open")
  const past = offers.filter(({ state }) => state !== "open")
  const { free } = session.seats
  const near = isOpen(session, now) && offersEnd(session.startsAt) <= now && free > 0
  const calling = near && waiting.some(({ fits }) => fits)
  // Nobody is called about a seat who has one, and may be on the other list because of it.
  const people = calling ? waiting.filter(({ fits }) => fits) : waiting
  const zone = session.timeZone
  return (
    <section aria-labelledby="waitlist" className="mt-10">
      <h2 id="waitlist" className="mb-2">
        {calling ? t("call") : t("title")}
      </h2>
      <p className="mb-3.5 max-w-[38em] text-[0.9375rem] text-soft">
        {calling ? t("callText", { free }) : t(session.format.round === "closed" ? "leadClosed" : "lead")}
      </p>
      {open.length > 0 && <OfferRows offers={open} zone={zone} now={now} />}
      {people.length > 0 ? (
        <ol>
          {people.map((person) => (
            <WaitingRow
              key={person.entryId}
              {...{ person, zone }}
              personHref={
                person.participantId ? deskHref(`/organizer/people/${person.participantId}`, locale) : undefined
              }
            >
              {runsSessions(viewer) && isOpen(session, now) && <Change person={person} sessionId={session.id} />}
            </WaitingRow>
          ))}
        </ol>
      ) : (
        <p className="border-t border-line py-4 text-soft">{t("nobody")}</p>
      )}
      {past.length > 0 && <PastOffers offers={past} zone={zone} />}
    </section>
  )
}

/** In front or back, and off the list; the latter in two steps. */
async function Change({ person, sessionId }: { person: WaitingPerson; sessionId: string }) {
  const t = await getTranslations("waitlist.desk")
  const { entryId, pinned } = person
  const name = fullName(person.name)
  const of = t.rich("of", { name, unseen: (text) => <span className="sr-only">{text}</span> })
  const about = (
    <>
      <input type="hidden" name="entryId" value={entryId} />
      <input type="hidden" name="sessionId" value={sessionId} />
    </>
  )
  return (
    <div className="flex flex-wrap items-start gap-x-6">
      <ActionForm id={`pin-${entryId}`} action={pinEntryAction} className="grid gap-2">
        {about}
        <input type="hidden" name="pinned" value={String(!pinned)} />
        <SubmitButton variant="quiet" size="small" pendingLabel={t("pending")}>
          {t(pinned ? "unpin" : "pin")}
          {of}
        </SubmitButton>
      </ActionForm>
      <details className="open:w-full">
        <summary className={buttonClass({ variant: "quiet", size: "small" })}>
          {t("remove")}
          {of}
        </summary>
        <ActionForm id={`remove-${entryId}`} action={removeEntryAction} className="mt-2 grid max-w-[34em] gap-3">
          {about}
          <p className="text-sm text-soft">{t("removeText", { name })}</p>
          <div>
            <SubmitButton variant="mark" size="small" pendingLabel={t("pending")}>
              {t("removeNow")}
            </SubmitButton>
          </div>
        </ActionForm>
      </details>
    </div>
  )
}
