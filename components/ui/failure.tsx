import { Button, LinkButton } from "./button"
import { PageHeader } from "./page-header"

/** Something went wrong on our side: what it means, what to do, and the number under which it is logged. */
export function Failure({
  texts,
  homeHref,
  digest,
  retry,
}: {
  texts: { title: string; text: string; reference: string; retry: string; home: string }
  homeHref: string
  digest?: string
  retry: () => void
}) {
  return (
    <div className="grid gap-8 pt-8 sm:pt-14">
      <PageHeader title={texts.title} lead={texts.text} />
      <p className="flex flex-wrap gap-4">
        <Button onClick={retry}>{texts.retry}</Button>
        <LinkButton href={homeHref} variant="outline">
          {texts.home}
        </LinkButton>
      </p>
      {digest && <p className="text-sm text-soft">{texts.reference.replace("{id}", digest)}</p>}
    </div>
  )
}
