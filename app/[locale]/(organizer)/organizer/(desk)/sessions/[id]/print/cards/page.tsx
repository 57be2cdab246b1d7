import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { nameCard } from "@/lib/bookings/rules"
import { openDeskSession } from "../../../../../desk-session"
import { listConfirmed } from "../../list-confirmed"
import { Sheet, sheetTitle } from "../sheet"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { session, locale } = await openDeskSession((await params).id, { path: "/print/cards" })
  return sheetTitle(session, locale)
}

/**
 * A card for everybody with a confirmed seat, to stand on the table: three on a sheet of A4 as wide as the paper, cut
 * twice and folded in the middle, so that both sides of the table can read them. On the screen one side of each.
 */
export default async function PrintCardsPage({ params }: Props) {
  const { session, viewer, locale } = await openDeskSession((await params).id, { path: "/print/cards" })
  const t = await getTranslations("numbers.print")
  const people = await listConfirmed(session.id, viewer, locale)
  const cards = people.map(({ seatId, participant }) => ({ seatId, ...nameCard(participant, session.format.round) }))
  return (
    <Sheet session={session} title={t("cardsTitle")} alone>
      {cards.length === 0 ? (
        <p className="border-t border-ink py-4 text-soft">{t("nobody")}</p>
      ) : (
        <>
          <p className="mb-6 max-w-[38em] text-soft print:hidden">
            {t("cardsHow")} {session.format.round === "closed" && t("cardsClosed")}
          </p>
          <ul className="cards">
            {cards.map((card) => (
              <li key={card.seatId}>
                <Side {...card} />
                <Side {...card} turned />
              </li>
            ))}
          </ul>
        </>
      )}
    </Sheet>
  )
}

function Side({ name, company, turned }: { name: string; company: string | null; turned?: boolean }) {
  return (
    <div className={turned ? "side turned" : "side"} aria-hidden={turned}>
      <p className={name.length > 26 ? "name long" : "name"}>{name}</p>
      {company && <p className="company">{company}</p>}
    </div>
  )
}
