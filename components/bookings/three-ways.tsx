import { useTranslations } from "next-intl"
import type { ReactNode } from "react"
import { LinkButton } from "@/components/ui/button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { ChangeCost } from "./change-cost"

/** Rebook, substitute, release: equal on purpose, each with what it costs. */
export function ThreeWays({ booking, href, now }: { booking: HolderBooking; href: string; now: Date }) {
  const t = useTranslations("manage")
  const ways = [
    { name: "rebook", cost: <ChangeCost booking={booking} now={now} way="rebook" /> },
    {
      name: "substitute",
      cost: (
        <>
          <b>{t("cost.free")}</b> <span className="text-soft">{t("cost.untilStart")}</span>
        </>
      ),
    },
    { name: "release", cost: <ChangeCost booking={booking} now={now} way="release" /> },
  ] as const
  return (
    <section aria-labelledby="ways">
      <h2 id="ways" className="sr-only">
        {t("ways.title")}
      </h2>
      <ul className="grid border-t border-b border-t-ink border-b-line md:grid-cols-3">
        {ways.map(({ name, cost }) => (
          <Way
            key={name}
            title={t(`ways.${name}`)}
            text={t(`ways.${name}Text`)}
            cost={cost}
            action={t(`ways.${name}Action`)}
            href={`${href}/${name}`}
          />
        ))}
      </ul>
    </section>
  )
}

type WayProps = { title: string; text: string; cost: ReactNode; action: string; href: string }

function Way({ title, text, cost, action, href }: WayProps) {
  return (
    <li className="row-span-4 grid grid-rows-subgrid gap-2.5 border-line py-6 not-first:border-t md:px-7 md:py-6.5 md:not-first:border-t-0 md:not-first:border-l md:first:pl-0 md:last:pr-0">
      <h3>{title}</h3>
      <p className="text-[0.9375rem] text-soft">{text}</p>
      <p className="text-[0.9375rem]">{cost}</p>
      <LinkButton href={href} variant="outline" wide className="mt-1 self-end">
        {action}
      </LinkButton>
    </li>
  )
}
