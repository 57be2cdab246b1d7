/** An address that opens the mail program. Where the line is too short it breaks behind the @, not within a name. */
export function MailLink({ address, className }: { address: string; className?: string }) {
  const [person, house] = address.split("@")
  return (
    <a href={`mailto:${address}`} className={className}>
      {person}@<wbr />
      {house}
    </a>
  )
}
