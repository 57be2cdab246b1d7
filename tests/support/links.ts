const ours = /http:\/\/(?:localhost|127\.0\.0\.1)[^\s"'<>)]+/g

/** Every address of ours in these mails, in the text and in the HTML, each once. */
export function linksIn(mails: { text?: string; html?: string | false }[]): string[] {
  const found = mails.flatMap(({ text = "", html }) =>
    [...`${text} ${(html || "").replaceAll("&amp;", "&")}`.matchAll(ours)].map(([link]) => link),
  )
  // The app tells the address of its own settings, the mails were written with the tests'.
  return [...new Set(found.map((link) => new URL(link)).map(({ pathname, search }) => pathname + search))]
}
