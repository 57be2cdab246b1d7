import { MailLink } from "@/components/ui/mail-link"

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
