import type { Session } from "./state"

export const escape = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The page on which is paid. It says in its first line that it is not Stripe. */
export function checkoutPage(session: Session, { declined }: { declined: boolean }): string {
  const amount = (session.amount_total / 100).toFixed(2)
  const button = (how: string, label: string) => `<button name="how" value="${how}">${label}</button>`
  const debit = session.allowed_payment_method_types.includes("sepa_debit")
  const buttons = debit
    ? [button("sepa_debit", "Pay by SEPA direct debit (takes days)")]
    : [button("card", "Pay by card"), button("declined", "Pay by a card that is declined")]
  const body =
    session.status === "open"
      ? `${declined ? '<p role="alert">Your card was declined. Try another one.</p>' : ""}
<form method="post">${buttons.join(" ")}</form>`
      : `<p>This page is ${session.status === "complete" ? "paid" : "over"}.</p>`
  return frame(`<h1>${escape(amount)} ${escape(session.currency.toUpperCase())}</h1>
${body}
<p><a href="${escape(session.cancel_url ?? session.success_url)}">Back without paying</a></p>
<p><a href="/">How payments go on here, and what is told of them</a></p>`)
}

/** Every page of the double says in its first line what it is. */
export const frame = (main: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>Stand-in for Stripe</title>
<style>body{font:1.0625rem/1.5 system-ui,sans-serif;max-width:44em;margin:3rem auto;padding:0 1rem}
strong{display:block;padding:.75rem 1rem;border:2px dashed;margin-bottom:2rem}
fieldset{border:0;padding:0;margin:0 0 1rem}label{display:block;min-height:44px}
li{margin-bottom:1rem}form{display:inline}
button{font:inherit;min-height:44px;padding:.5rem 1rem;margin:0 .5rem .5rem 0}</style></head>
<body><main><strong>Stand-in for Stripe. No money moves here.</strong>
${main}</main></body></html>`
