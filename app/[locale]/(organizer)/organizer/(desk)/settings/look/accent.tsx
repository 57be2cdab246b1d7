import { useTranslations } from "next-intl"
import { ActionForm, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import { Swatch } from "@/components/ui/swatch"
import { grounds, type Palette, paletteOf, presets } from "@/lib/palette"
import { chooseAccentAction } from "./actions"

/** The one colour: a few to take at once, or one's own. */
export function Accent({ accent }: { accent: string }) {
  const [t, pending] = [useTranslations("house.look.accent"), useTranslations("desk")("pending")]
  return (
    <section aria-labelledby="accent" className="grid max-w-[34em] gap-5">
      <h2 id="accent">{t("title")}</h2>
      <p className="text-soft">{t("text")}</p>
      <Sample palette={paletteOf(accent)} />
      <ActionForm id="presets" action={chooseAccentAction} className="grid gap-1.5">
        <p className="text-sm font-[540]">{t("presets")}</p>
        <div className="flex flex-wrap gap-2.5">
          {Object.entries(presets).map(([name, colour]) => (
            <button
              key={name}
              name="accent"
              value={colour}
              className="inline-flex min-h-11 cursor-pointer items-center gap-2.5 rounded border border-field px-3.5 text-[0.9375rem] hover:border-ink"
            >
              <Swatch colour={colour} />
              {t(`names.${name as keyof typeof presets}`)}
              {colour === accent && <span className="text-soft">({t("chosen")})</span>}
            </button>
          ))}
        </div>
      </ActionForm>
      <ActionForm id="own-accent" action={chooseAccentAction}>
        <TextField name="accent" type="color" label={t("own")} hint={t("ownHint")} defaultValue={accent} required />
        <div>
          <SubmitButton pendingLabel={pending}>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}

/** What the colour is used for, on both grounds beside each other. Drawn: a page has one ground only. */
function Sample({ palette }: { palette: Palette }) {
  const t = useTranslations("house.look.accent")
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {(["light", "dark"] as const).map((ground) => {
        const { accent, onAccent, wash } = palette[ground]
        return (
          <figure key={ground} className="grid gap-1.5">
            <svg viewBox="0 0 260 132" role="img" aria-label={`${t(ground)}: ${accent}`} className="w-full">
              <rect
                x="0.5"
                y="0.5"
                width="259"
                height="131"
                rx="4"
                fill={grounds[ground].paper}
                stroke={grounds[ground].line}
              />
              <rect x="20" y="20" width="150" height="40" rx="3" fill={accent} />
              <text x="95" y="45" textAnchor="middle" fontSize="14" fontWeight="560" fill={onAccent}>
                {t("sample")}
              </text>
              <circle cx="200" cy="40" r="9" fill="none" stroke={accent} strokeWidth="2" />
              <circle cx="228" cy="40" r="9" fill="none" stroke={accent} strokeWidth="2" />
              <rect x="20" y="78" width="220" height="34" rx="3" fill={wash} />
              <text x="32" y="100" fontSize="14" fill={accent} textDecoration="underline">
                {t("sampleLink")}
              </text>
            </svg>
            <figcaption className="text-sm text-soft">
              {t(ground)} <span className="whitespace-nowrap">{accent}</span>
            </figcaption>
          </figure>
        )
      })}
    </div>
  )
}
