import { getLocale, getTranslations } from "next-intl/server"
import { Badge } from "@/components/ui/badge"
import { AskForm, TextField } from "@/components/ui/form"
import { KeyValue } from "@/components/ui/key-value"
import { SubmitButton } from "@/components/ui/submit-button"
import { checkSender, type Finding, senderDomain } from "@/lib/notifications/check-sender"
import type { SettingsData } from "@/lib/sessions/schema"
import { deskHref } from "../../../desk-session"
import type { CheckChoice } from "./check-choice"

/** Whether the domain of the sender says who may write in its name. */
export async function Check({ choice, house }: { choice: CheckChoice; house: SettingsData }) {
  const [t, desk, locale] = [
    await getTranslations("house.mail.check"),
    await getTranslations("desk"),
    await getLocale(),
  ]
  const { ask, selector = "", problem } = choice
  const answer = problem && {
    stamp: selector,
    message: desk("problems.summary"),
    errors: { selector: t("selectorProblem") },
    values: { selector },
  }
  return (
    <section aria-labelledby="check" className="grid max-w-[34em] gap-4">
      <h2 id="check">{t("title")}</h2>
      <p className="text-soft">{t("text", { domain: senderDomain(house) })}</p>
      <AskForm
        id="check-sender"
        action={`${deskHref("/organizer/settings/mail", locale)}#check`}
        answer={answer || null}
      >
        <input type="hidden" name="ask" value="1" />
        <TextField
          name="selector"
          label={t("selector")}
          hint={t("selectorHint")}
          defaultValue={selector}
          maxLength={120}
          autoCapitalize="none"
          spellCheck={false}
        />
        <div>
          <SubmitButton variant="outline" pendingLabel={desk("pending")}>
            {t("ask")}
          </SubmitButton>
        </div>
      </AskForm>
      {ask && <Findings findings={await checkSender(house, choice.selector)} />}
    </section>
  )
}

async function Findings({ findings }: { findings: Finding[] }) {
  const t = await getTranslations("house.mail.check")
  return (
    <div role="status" className="grid gap-4">
      <ul aria-label={t("result")}>
        {findings.map(({ check, name, verdict, found, record }) => {
          const state = verdict === "ok" ? "good" : ["unreachable", "no_selector"].includes(verdict) ? "unknown" : "fix"
          return (
            <li key={check} className="grid gap-2.5 border-t border-line py-4">
              <p className="flex items-center gap-3">
                <strong className="font-serif text-lg">{t(`checks.${check}`)}</strong>
                <Badge tone={({ good: "accent", fix: "mark", unknown: "plain" } as const)[state]}>
                  {t(`states.${state}`)}
                </Badge>
              </p>
              <p>{t(`verdicts.${check}.${verdict}` as "verdicts.spf.ok")}</p>
              <KeyValue
                items={[
                  { label: t("name"), value: <Code>{name}</Code> },
                  { label: t("found"), value: found && <Code>{found}</Code> },
                  { label: t("record"), value: record && <Code>{record}</Code> },
                ]}
              />
            </li>
          )
        })}
      </ul>
      <p className="text-sm text-soft">{t("limits")}</p>
    </div>
  )
}

/** What stands in the DNS: long, and without a place to break it. */
const Code = ({ children }: { children: string }) => (
  <code className="text-sm break-all whitespace-pre-wrap">{children}</code>
)
