import { useLocale, useTranslations } from "next-intl"
import type { FirstSteps } from "@/lib/bookings/queries-today"
import { runsHouse, type Viewer } from "@/lib/people/policy"
import { deskHref } from "../../desk-session"

const ways = {
  house: "/organizer/settings/house",
  format: "/organizer/settings/formats/new",
  sessions: "/organizer/sessions/new",
} as const

/** From an empty house to the first dates, in three lines that tick themselves off. */
export function FirstStepsList({ steps, viewer }: { steps: FirstSteps; viewer: Viewer }) {
  const [t, locale] = [useTranslations("numbers.today.first"), useLocale()]
  // One after the other: a session needs a format.
  const next = (["house", "format", "sessions"] as const).find((step) => !steps[step])
  return (
    <section aria-labelledby="first-steps">
      <h2 id="first-steps" className="mb-3.5">
        {t("title")}
      </h2>
      <ol>
        {(["house", "format", "sessions"] as const).map((step, index) => {
          const may = step === "house" ? runsHouse(viewer) : step === "format" || steps.format
          return (
            <li
              key={step}
              className="group relative grid min-h-14 grid-cols-[2.25rem_1fr_auto] items-center gap-x-2 border-t border-line py-1.5"
            >
              <span aria-hidden="true" className="font-serif text-xl">
                {steps[step] ? "✓" : index + 1}
              </span>
              <p className={steps[step] ? "text-soft" : undefined}>
                {t(step)}
                <span className="sr-only">, {t(steps[step] ? "done" : "open")}</span>
              </p>
              {!steps[step] && may && (
                <a
                  href={deskHref(ways[step], locale)}
                  className={`inline-flex min-h-11 items-center no-underline group-hover:underline after:absolute after:inset-0 ${step === next ? "font-[560] text-accent" : "text-soft"}`}
                >
                  {t(`${step}Action`)}
                  <span className="sr-only">: {t(step)}</span>
                </a>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
