import { getTranslations } from "next-intl/server"
import { EmailField } from "@/components/people/email-field"
import { ActionForm, HiddenField, TextField } from "@/components/ui/form"
import { SubmitButton } from "@/components/ui/submit-button"
import type { HolderBooking } from "@/lib/bookings/queries"
import { fullName, type Named } from "@/lib/people/rules"
import { changeBookerAction, removeBookerAction } from "../sharing-actions"

type Part = {
  of: Pick<HolderBooking, "reference" | "role" | "booker"> & { participant: Named }
  /** Where it is done, if not in the booking. */
  page?: "waiting"
}

/** Names another assistant, or none, for a booking or for what it waits for. */
export function BookerForms(part: Part) {
  const { booker } = part.of
  return (
    <>
      <ChangeForm {...part} />
      {booker && <RemoveForm {...part} name={booker.name} />}
    </>
  )
}

async function ChangeForm({ of, page }: Part) {
  const t = await getTranslations("assistant.assistant")
  const { booker, role } = of
  const facts = { hasBooker: String(booker !== null), name: booker?.name ?? "" }
  return (
    <section aria-labelledby="change" className="grid gap-3">
      <h2 id="change" className="text-[1.375rem]">
        {t("changeTitle", facts)}
      </h2>
      <p className="text-soft">{role === "booker" ? t("changeTextBooker") : t("changeText", facts)}</p>
      <ActionForm id="change-booker" action={changeBookerAction} className="grid gap-5">
        <HiddenField name="booking" value={of.reference} />
        {page && <HiddenField name="page" value={page} />}
        <TextField name="name" label={t("name")} required maxLength={160} autoComplete="off" />
        <EmailField name="email" label={t("email")} autoComplete="off" />
        <div>
          <SubmitButton pendingLabel={t("changing")}>{t("change", facts)}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  )
}

async function RemoveForm({ of, page, name }: Part & { name: string }) {
  const t = await getTranslations("assistant.assistant")
  return (
    <section aria-labelledby="remove" className="grid gap-3">
      <h2 id="remove" className="text-[1.375rem]">
        {t("removeTitle")}
      </h2>
      <p className="text-soft">
        {of.role === "booker"
          ? t("removeTextBooker", { participant: fullName(of.participant) })
          : t("removeText", { name })}
      </p>
      <ActionForm id="remove-booker" action={removeBookerAction} className="grid justify-items-start">
        <HiddenField name="booking" value={of.reference} />
        {page && <HiddenField name="page" value={page} />}
        <SubmitButton variant="mark" pendingLabel={t("removing")}>
          {t("remove")}
        </SubmitButton>
      </ActionForm>
    </section>
  )
}
