import type { Metadata } from "next"
import { getTranslations } from "next-intl/server"
import { fullName } from "@/lib/people/rules"
import { openDeskSession } from "../../../../../desk-session"
import { Sheet, sheetTitle } from "../sheet"
import { listConfirmed } from "../../list-confirmed"

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { session, locale } = await openDeskSession((await params).id, { path: "/print/list" })
  return sheetTitle(session, locale)
}

/** Who has a confirmed seat, with room for a tick. */
export default async function PrintListPage({ params }: Props) {
  const { session, viewer, locale } = await openDeskSession((await params).id, { path: "/print/list" })
  const [t, roles] = [await getTranslations("numbers.print"), await getTranslations("booking.roles")]
  const people = await listConfirmed(session.id, viewer, locale)
  return (
    <Sheet session={session} title={t("listTitle")}>
      {people.length === 0 ? (
        <p className="border-t border-ink py-4 text-soft">{t("nobody")}</p>
      ) : (
        <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t("listTitle")}>
          <table className="w-full border-t border-ink text-left">
            <thead>
              <tr className="border-b border-line text-sm text-soft">
                {(["name", "company", "role", "signature"] as const).map((column) => (
                  <th key={column} scope="col" className="py-2 pr-2 font-normal sm:pr-4">
                    {t(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {people.map(({ seatId, participant }) => (
                <tr key={seatId} className="border-b border-line align-top">
                  <th scope="row" className="py-3 pr-2 font-[560] sm:pr-4">
                    {fullName(participant)}
                  </th>
                  <td className="py-3 pr-2 sm:pr-4">{participant.company}</td>
                  <td className="py-3 pr-2 sm:pr-4">{roles(participant.role)}</td>
                  <td className="py-3">
                    <span className="inline-block size-5 border border-field" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Sheet>
  )
}
