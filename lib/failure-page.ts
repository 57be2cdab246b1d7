import { failure as de } from "@/messages/de/errors.json"
import { failure as en } from "@/messages/en/errors.json"

const texts = { de, en }
const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }
const escaped = (text: string) => text.replace(/[&<>"]/g, (letter) => escapes[letter] ?? letter)

/** The language of an address: German has no prefix. */
export const localeOfPath = (path: string): "de" | "en" => (/^\/en(\/|\?|$)/.test(path) ? "en" : "de")

/**
 * A whole page that needs nothing of the app: what happened, what to do, the number under which it is logged. It
 * stands where the app cannot answer, or would answer with a page that only a script can fill.
 * @param says what happened, where it is not the general sentence
 * @param retryPath where to try again; without it there is only the way to the sessions
 */
export function failurePage(
  locale: "de" | "en",
  page: { nonce: string; requestId: string; says?: string; retryPath?: string },
): string {
  const { title, text, reference, retry, home } = texts[locale]
  const retryLink = page.retryPath ? `<a class="first" href="${escaped(page.retryPath)}">${escaped(retry)}</a>` : ""
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style nonce="${page.nonce}">${style}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
<p>${escaped(page.says ?? text)}</p>
<p class="ways">${retryLink}<a href="${locale === "de" ? "/" : "/en"}">${escaped(home)}</a></p>
<p class="number">${escaped(reference.replace("{id}", page.requestId))}</p>
</main>
</body>
</html>
`
}

// The colours and measures of app/globals.css; its fonts are part of the app.
const style = `
:root { color-scheme: light dark; --paper: #faf7f1; --ink: #1c1a17; --soft: #635c52; --line: #e3dbcd; --accent: #1f4d44 }
@media (prefers-color-scheme: dark) {
  :root { --paper: #161513; --ink: #efe9de; --soft: #a8a093; --line: #2f2b26; --accent: #93cbb9 }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 ui-sans-serif, system-ui, sans-serif }
main { max-width: 34em; margin: 0 auto; padding: clamp(3rem, 12vh, 8rem) 1.25rem }
h1 { margin: 0 0 1rem; font: 400 clamp(1.9rem, 5vw, 2.6rem)/1.12 ui-serif, Georgia, serif; letter-spacing: -0.02em; text-wrap: balance }
p { margin: 0 0 1.5rem }
.ways { display: flex; flex-wrap: wrap; gap: 0.5rem 1.75rem; border-top: 1px solid var(--line); padding-top: 1rem }
a { display: inline-flex; align-items: center; min-height: 44px; color: var(--accent); text-underline-offset: 0.22em }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.first { font-weight: 600 }
.number { color: var(--soft); font-size: 0.875rem; overflow-wrap: anywhere }
`
