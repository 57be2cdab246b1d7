import { useLocale, useTranslations } from "next-intl"
import { ActionForm } from "@/components/ui/form"
import { Logo } from "@/components/ui/logo"
import { keepsMoney, type Viewer } from "@/lib/people/policy"
import { getPathname } from "../../../../i18n/navigation"
import { LanguageLink, NavLink } from "../../../(public)/nav-links"
import { DeskSearch } from "./desk-search"
import { signOutAction } from "./settings/actions"

/** The name of the house, the search, and the rooms, on a phone behind a `<details>`, which needs no JavaScript. */
export function DeskHeader({ viewer }: { viewer: Viewer }) {
  const t = useTranslations("desk")
  const locale = useLocale()
  return (
    <header className="wrap relative print:hidden">
      <div className="flex items-center gap-6 border-b border-line py-3.5 sm:py-5">
        <a
          href={getPathname({ href: "/organizer", locale })}
          className="flex min-h-11 items-center gap-3 font-serif text-[1.4375rem] leading-none font-medium tracking-[-0.01em] no-underline"
        >
          <Logo />
          {t("brand")}
        </a>
        <div className="ml-auto lg:mr-1">
          <DeskSearch viewer={viewer} />
        </div>
        <nav aria-label={t("nav.label")} className="max-lg:hidden">
          <Rooms place="bar" viewer={viewer} className="xl:gap-7 flex items-center gap-5" />
        </nav>
        <details className="lg:hidden">
          <summary className="flex min-h-11 cursor-pointer list-none items-center px-1 text-sm underline decoration-rule underline-offset-[0.22em]">
            {t("nav.menu")}
          </summary>
          <nav
            aria-label={t("nav.label")}
            className="absolute inset-x-0 top-full z-10 border-b border-line bg-paper px-5 py-2 sm:px-8"
          >
            <Rooms place="menu" viewer={viewer} className="grid" />
          </nav>
        </details>
      </div>
    </header>
  )
}

function Rooms({ place, viewer, className }: { place: "bar" | "menu"; viewer: Viewer; className: string }) {
  const t = useTranslations("desk.nav")
  return (
    <ul className={`${className} text-[0.9375rem] text-soft`}>
      <li>
        <NavLink href="/organizer" below="/organizer/requests" label={t("today")} />
      </li>
      <li>
        <NavLink href="/organizer/sessions" below="/organizer/sessions/" label={t("sessions")} />
      </li>
      <li>
        <NavLink href="/organizer/people" below="/organizer/people/" label={t("people")} />
      </li>
      <li>
        <NavLink href="/organizer/numbers" below="/organizer/numbers/" label={t("numbers")} />
      </li>
      {keepsMoney(viewer) && (
        <li>
          <NavLink href="/organizer/money" below="/organizer/money/" label={t("money")} />
        </li>
      )}
      <li>
        <NavLink href="/organizer/mails" below="/organizer/mails/" label={t("mails")} />
      </li>
      <li>
        <NavLink href="/organizer/settings" below="/organizer/settings/" label={t("settings")} />
      </li>
      <li>
        <LanguageLink label={t("otherLanguage")} />
      </li>
      <li>
        <ActionForm id={`sign-out-${place}`} action={signOutAction} className="contents">
          <button
            className="inline-flex min-h-11 cursor-pointer items-center hover:text-ink"
            title={t("signedInAs", { name: viewer.name })}
          >
            {t("signOut")}
          </button>
        </ActionForm>
      </li>
    </ul>
  )
}
