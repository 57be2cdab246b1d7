import type { ReactNode } from "react"
import { MailLink } from "@/components/ui/mail-link"

/** How a person is reached, and whoever booked for them; `bookedBy` says so with the name. */
export function Contacts({
  email,
  phone,
  booker,
  bookedBy,
  children,
}: {
  email: string
  phone?: string | null
  booker?: { name: string; email: string } | null
  bookedBy: (name: string) => string
  children?: ReactNode
}) {
  return (
    <>
      <p className="text-[0.9375rem]">
        <Contact email={email} phone={phone ?? undefined} />
        {children}
      </p>
      {booker && (
        <p className="text-[0.9375rem] text-soft">
          {bookedBy(booker.name)}, <Contact email={booker.email} />
        </p>
      )}
    </>
  )
}

/** How somebody is reached: addresses that open the mail program, numbers that call. */
export function Contact({ email, phone }: { email: string; phone?: string }) {
  return (
    <>
      <MailLink address={email} className="mr-3 inline-block py-1.5 wrap-anywhere" />{" "}
      {phone && (
        <a href={`tel:${phone.replace(/[^\d+]/g, "")}`} className="inline-block py-1.5 whitespace-nowrap">
          {phone}
        </a>
      )}
    </>
  )
}
