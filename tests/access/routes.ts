import { randomUUID } from "node:crypto"
import { sheetName } from "@/lib/palette"
import { issueViewToken } from "@/lib/secrets"
import { type Cast } from "./cast"
import { everybody, running, team, type Who } from "./viewers"

/** What somebody gets: the page or file, nothing there (404), the way to sign in or on, to a booking or what it waits for, or to the page for a void link. */
export type Answer =
  | "page"
  | "nothing"
  | "sign in"
  | "second factor"
  | "void link"
  | "gone"
  | "booking"
  | "waiting"
  | "approval"
  | "no approval"
  | "invoices"
  | "no invoices"
  | "button to confirm"
  | "home"
  | "security"
  | "refused"

/** One address and who gets what there; everybody has to be in it once. */
export type Case = {
  path: string
  method?: string
  headers?: Record<string, string>
  json?: unknown
  body?: string
  /** What opens a booking, in the browser of whoever asks. */
  token?: string
  /** What opens a subscription, in the browser of whoever asks. */
  subscription?: string
  /** What opens the invoices of a booking, in the browser of whoever asks. */
  invoices?: string
  /** The form that has to be on the page. */
  form?: string
  answers: Partial<Record<Answer, Who[]>>
}

const open: Case["answers"] = { page: [...everybody] }
const strangers = everybody.filter((who) => !team.includes(who) && who !== "incomplete")
const without = (list: Who[]) => everybody.filter((who) => !list.includes(who))

/**
 * A page of the desk for some of the team; for the others it does not exist, strangers are asked to sign in, and who has
 * signed in by mail alone for their second factor.
 */
const desk = (may: Who[]): Case["answers"] => ({
  page: may,
  nothing: team.filter((who) => !may.includes(who)),
  "sign in": strangers,
  "second factor": ["incomplete"],
})
/** Where a second factor is set up: for whoever is signed in, also by mail alone. */
const signedIn: Case["answers"] = { page: [...team, "incomplete"], "sign in": strangers }
/** For who leads this session, and who leads all. */
const own: Who[] = ["host", ...running]
/** Pages about Karin's booking, for her and for the assistant who made it. */
const holders: Who[] = ["participant", "booker"]
const booking: Case["answers"] = { page: holders, "void link": without(holders) }
const voidLink = (path: string): Case => ({ path, answers: { "void link": [...everybody] } })
const file =
  (path: string): (() => Case[]) =>
  () => [{ path, answers: open }]

const nobody =
  (path: string): (() => Case[]) =>
  () => [{ path, answers: { nothing: [...everybody] } }]

/** Every route of the build, by its address without language and groups. One that is missing here fails the test. */
export const routes: Record<string, (cast: Cast) => Case[]> = {
  "/": () => [
    { path: "/", answers: open },
    { path: "/?past=1", answers: open },
  ],
  "/how-it-works": file("/how-it-works"),
  "/imprint": file("/imprint"),
  "/privacy": file("/privacy"),
  "/terms": file("/terms"),
  "/confidentiality": file("/confidentiality"),
  "/accessibility": file("/accessibility"),
  "/contact": file("/contact"),
  "/[...rest]": nobody("/there/is/nothing"),
  "/_not-found": nobody("/there-is-nothing.html"),
  "/_global-error": nobody("/_global-error"),
  "/apple-icon.png": file("/apple-icon.png"),
  "/icon.svg": file("/icon.svg"),
  "/manifest.webmanifest": file("/manifest.webmanifest"),
  "/robots.txt": file("/robots.txt"),
  "/sitemap.xml": file("/sitemap.xml"),
  "/colours/[file]": file(`/colours/${sheetName("#5b2a4e")}`),
  "/portrait/[file]": nobody(`/portrait/${"0".repeat(64)}.webp`),

  "/sessions/[slug]": ({ round, draft }) => [
    { path: `/sessions/${round.slug}`, answers: open },
    { path: `/sessions/${draft.slug}`, answers: { nothing: [...everybody] } },
  ],
  "/sessions/[slug]/book": ({ round, draft, karin, held, tokens }) => {
    const book = `/sessions/${round.slug}/book`
    return [
      { path: book, form: "book", answers: open },
      { path: `/sessions/${draft.slug}/book`, answers: { nothing: [...everybody] } },
      // The code is asked for where the booking was typed, and nowhere else.
      { path: `${book}?booking=${held.reference}`, form: "book", answers: open },
      { path: `${book}?booking=${held.reference}`, token: tokens.hold, form: "code", answers: open },
      { path: `${book}?booking=${karin.reference}`, answers: { booking: holders, page: without(holders) } },
    ]
  },
  "/sessions/[slug]/wait": ({ round, draft, waits, typedEntry, tokens }) => {
    const wait = `/sessions/${round.slug}/wait`
    return [
      { path: wait, form: "wait", answers: open },
      { path: `/sessions/${draft.slug}/wait`, answers: { nothing: [...everybody] } },
      { path: `${wait}?booking=${typedEntry.reference}`, form: "wait", answers: open },
      { path: `${wait}?booking=${typedEntry.reference}`, token: tokens.holdEntry, form: "code", answers: open },
      { path: `${wait}?booking=${waits.reference}`, answers: { waiting: holders, page: without(holders) } },
    ]
  },
  "/formats/[slug]/wait": ({ formatSlug }) => [
    { path: `/formats/${formatSlug}/wait`, form: "wait", answers: open },
    { path: "/formats/there-is-none/wait", answers: { nothing: [...everybody] } },
  ],
  // What has no seat is on no page of bookings, and what does not wait on none of these.
  "/waiting/[reference]": ({ waits, karin }) => [
    { path: `/waiting/${waits.reference}`, answers: booking },
    { path: `/booking/${waits.reference}`, answers: { waiting: holders, "void link": without(holders) } },
    { path: `/waiting/${karin.reference}`, answers: { booking: holders, "void link": without(holders) } },
  ],
  "/waiting/[reference]/accept": ({ waits }) => [{ path: `/waiting/${waits.reference}/accept`, answers: booking }],
  "/waiting/[reference]/assistant": ({ waits }) => [
    { path: `/waiting/${waits.reference}/assistant`, answers: booking },
  ],
  "/waiting/[reference]/decline": ({ waits }) => [{ path: `/waiting/${waits.reference}/decline`, answers: booking }],
  "/waiting/[reference]/leave": ({ waits }) => [{ path: `/waiting/${waits.reference}/leave`, answers: booking }],
  // Whoever has the link is let in; a link of another kind is void.
  "/open/[token]": ({ tokens }) => [
    { path: `/open/${tokens.manage}`, answers: { booking: [...everybody] } },
    // Without a seat there is only what is waited for; with one, only where the mail says so.
    { path: `/open/${tokens.waits}`, answers: { waiting: [...everybody] } },
    { path: `/open/${tokens.manage}?to=waiting`, answers: { booking: [...everybody] } },
    ...[tokens.verify, tokens.hold, "A".repeat(56)].map((token) => voidLink(`/open/${token}`)),
  ],
  "/verify/[token]": ({ tokens }) => [
    { path: `/verify/${tokens.verify}`, answers: { "button to confirm": [...everybody] } },
    { path: `/verify/${tokens.verifyEntry}`, answers: { "button to confirm": [...everybody] } },
    ...[tokens.manage, tokens.hold, "A".repeat(56)].map((token) => voidLink(`/verify/${token}`)),
  ],
  "/verify": ({ held, karin, typedEntry, tokens }) => {
    const path = `/verify?booking=${held.reference}`
    return [
      voidLink(path),
      { ...voidLink(path), token: tokens.hold },
      { path, token: tokens.verify, form: "verify", answers: open },
      {
        ...{ path: `/verify?booking=${typedEntry.reference}`, token: tokens.verifyEntry },
        ...{ form: "verify", answers: open },
      },
      { path: `/verify?booking=${karin.reference}`, answers: { booking: holders, "void link": without(holders) } },
    ]
  },
  "/booking": () => [
    { path: "/booking", answers: open },
    { path: "/booking?link=void", answers: { gone: [...everybody] } },
  ],
  "/booking/[reference]": ({ karin }) => [{ path: `/booking/${karin.reference}`, answers: booking }],
  // Nobody is asked so long before.
  "/booking/[reference]/attendance": ({ karin }) => [
    {
      path: `/booking/${karin.reference}/attendance`,
      answers: { booking: holders, "void link": without(holders) },
    },
  ],
  // A round that is open to all has neither.
  "/booking/[reference]/pledge": ({ karin }) => [
    { path: `/booking/${karin.reference}/pledge`, answers: { booking: holders, "void link": without(holders) } },
  ],
  "/booking/[reference]/room": ({ karin }) => [
    { path: `/booking/${karin.reference}/room`, answers: { booking: holders, "void link": without(holders) } },
  ],
  // Nobody has asked.
  "/booking/[reference]/other-date": ({ karin }) => [
    {
      path: `/booking/${karin.reference}/other-date`,
      answers: { booking: holders, "void link": without(holders) },
    },
  ],
  "/booking/[reference]/other-date/confirm": ({ karin }) => [
    {
      path: `/booking/${karin.reference}/other-date/confirm`,
      answers: { booking: holders, "void link": without(holders) },
    },
  ],
  // Karin sits in an open round: it has no table cards.
  ...Object.fromEntries(
    ["card", "round", "objection"].map((way) => [
      `/booking/[reference]/${way}`,
      ({ karin }: Cast): Case[] => [
        {
          path: `/booking/${karin.reference}/${way}`,
          answers: { booking: holders, "void link": without(holders) },
        },
      ],
    ]),
  ),
  "/booking/[reference]/calendar": ({ karin }) => [{ path: `/booking/${karin.reference}/calendar`, answers: booking }],
  "/booking/[reference]/calendar-title": ({ karin }) => [
    { path: `/booking/${karin.reference}/calendar-title`, answers: booking },
  ],
  "/booking/[reference]/rebook": ({ karin }) => [{ path: `/booking/${karin.reference}/rebook`, answers: booking }],
  "/booking/[reference]/rebook/[slug]": ({ karin, reviewed }) => [
    { path: `/booking/${karin.reference}/rebook/${reviewed.slug}`, answers: booking },
  ],
  "/booking/[reference]/substitute": ({ karin }) => [
    { path: `/booking/${karin.reference}/substitute`, answers: booking },
  ],
  // Without a request there is nothing to take back.
  "/booking/[reference]/withdraw": ({ karin, asking }) => [
    { path: `/booking/${asking.reference}/withdraw`, answers: booking },
    { path: `/booking/${karin.reference}/withdraw`, answers: { booking: holders, "void link": without(holders) } },
  ],
  "/booking/[reference]/assistant": ({ karin }) => [
    { path: `/booking/${karin.reference}/assistant`, answers: booking },
  ],
  "/booking/[reference]/approval": ({ karin }) => [{ path: `/booking/${karin.reference}/approval`, answers: booking }],
  // The calendar of a mailbox is for who reads it: the assistant is led back to the booking.
  "/booking/[reference]/subscribe": ({ karin }) => [
    {
      path: `/booking/${karin.reference}/subscribe`,
      answers: { page: ["participant"], booking: ["booker"], "void link": without(holders) },
    },
  ],
  // Whoever has the link sees the page; a link that opens a booking is none of these, and none of these opens one.
  "/approve/[token]": ({ karin, tokens }) => [
    { path: `/approve/${tokens.approval}`, answers: { approval: [...everybody] } },
    ...[tokens.manage, tokens.feed, issueViewToken("approval", karin.bookingId, 1)].map((token) => ({
      ...{ path: `/approve/${token}`, answers: { "no approval": [...everybody] } },
    })),
    voidLink(`/open/${tokens.approval}`),
  ],
  "/approval/[reference]": ({ karin }) => [
    { path: `/approval/${karin.reference}`, answers: { "no approval": [...everybody] } },
    { path: "/approval/void", answers: { gone: [...everybody] } },
  ],
  // Whoever has the link sees the invoices and nothing else of the booking; no other link opens them.
  "/invoice/[token]": ({ billed, tokens }) => [
    { path: `/invoice/${tokens.invoices}`, answers: { invoices: [...everybody] } },
    ...[tokens.manage, tokens.approval, issueViewToken("approval", billed.bookingId, 1)].map((token) => ({
      ...{ path: `/invoice/${token}`, answers: { "no invoices": [...everybody] } },
    })),
    voidLink(`/open/${tokens.invoices}`),
    { path: `/approve/${tokens.invoices}`, answers: { "no approval": [...everybody] } },
  ],
  "/invoices/[reference]": ({ billed, karin, tokens }) => [
    { path: `/invoices/${billed.reference}`, answers: { "no invoices": [...everybody] } },
    { path: `/invoices/${billed.reference}`, invoices: tokens.invoices, answers: open },
    { path: `/invoices/${karin.reference}`, invoices: tokens.invoices, answers: { "no invoices": [...everybody] } },
    { path: `/booking/${billed.reference}`, invoices: tokens.invoices, answers: { "void link": [...everybody] } },
    { path: "/invoices/void", answers: { gone: [...everybody] } },
  ],
  "/invoices/[reference]/address": ({ billed, tokens }) => [
    { path: `/invoices/${billed.reference}/address`, answers: { "no invoices": [...everybody] } },
    { path: `/invoices/${billed.reference}/address`, invoices: tokens.invoices, form: "address", answers: open },
  ],
  "/invoices/[reference]/[number]/[kind]": ({ billed, tokens }) => [
    { path: `/invoices/${billed.reference}/${billed.number}/pdf`, answers: { "no invoices": [...everybody] } },
    { path: `/invoices/${billed.reference}/${billed.number}/pdf`, invoices: tokens.invoices, answers: open },
    {
      ...{ path: `/invoices/${billed.reference}/XX-2026-0001/pdf`, invoices: tokens.invoices },
      answers: { nothing: [...everybody] },
    },
  ],
  "/booking/[reference]/invoices/[number]/[kind]": ({ billed, karin, tokens }) => {
    const path = `/booking/${billed.reference}/invoices/${billed.number}/xml`
    return [
      { path, answers: { "void link": [...everybody] } },
      { path, invoices: tokens.invoices, answers: { "void link": [...everybody] } },
      { path, token: tokens.manageBilled, answers: open },
      // Another booking's files are not there, for whoever may see one's own.
      {
        path: `/booking/${karin.reference}/invoices/${billed.number}/xml`,
        answers: { nothing: holders, "void link": without(holders) },
      },
    ]
  },
  // Where nothing is to be paid nobody is billed.
  "/booking/[reference]/billing": ({ karin }) => [
    { path: `/booking/${karin.reference}/billing`, answers: { booking: holders, "void link": without(holders) } },
  ],
  // Who comes back from paying sees the booking.
  "/booking/[reference]/paid": ({ karin, billed, tokens }) => [
    { path: `/booking/${billed.reference}/paid`, invoices: tokens.invoices, answers: { invoices: [...everybody] } },
    { path: `/booking/${karin.reference}/paid`, answers: { booking: holders, "void link": without(holders) } },
  ],
  "/booking/[reference]/release": ({ karin }) => [{ path: `/booking/${karin.reference}/release`, answers: booking }],
  "/booking/[reference]/release/confirm": ({ karin }) => [
    { path: `/booking/${karin.reference}/release/confirm`, answers: booking },
  ],

  "/subscribe": () => [
    { path: "/subscribe", form: "subscribe", answers: open },
    { path: "/subscribe?done=sent", answers: open },
  ],
  // Whoever has the link from the mail is let in; without one there is nothing to see but that.
  "/subscription/[token]": ({ subscription }) =>
    [subscription.token, "A".repeat(43)].map((token) => ({
      path: `/subscription/${token}`,
      answers: { "button to confirm": [...everybody] },
    })),
  "/subscription": ({ subscription }) => [
    { path: "/subscription", answers: open },
    { path: "/subscription", subscription: subscription.token, form: "confirm", answers: open },
  ],
  "/api/unsubscribe/[token]": ({ subscription }) => [
    { path: `/api/unsubscribe/${subscription.token}`, answers: { "button to confirm": [...everybody] } },
    { path: `/api/unsubscribe/${"A".repeat(43)}`, method: "POST", body: "List-Unsubscribe=One-Click", answers: open },
  ],
  // Nobody is believed without the secret of a mail service, and without a setting there is none.
  "/api/mail-events/[provider]": () => [
    { path: "/api/mail-events/postmark", method: "POST", json: {}, answers: { nothing: [...everybody] } },
    { path: "/api/mail-events/postmark", answers: { refused: [...everybody] } },
  ],
  // Nobody is believed without Stripe's signature.
  "/api/stripe/webhook": () => [
    { path: "/api/stripe/webhook", method: "POST", json: {}, answers: { refused: [...everybody] } },
    { path: "/api/stripe/webhook", answers: { refused: [...everybody] } },
  ],

  // There is a mailbox to read in the demo only.
  "/demo/mail": nobody("/demo/mail"),
  "/demo/mail/[id]": ({ mailId }) => [{ path: `/demo/mail/${mailId}`, answers: { nothing: [...everybody] } }],
  "/api/demo/mail": nobody("/api/demo/mail?to=petra.muster@muster-anlagenbau.example"),
  "/api/demo/mail/[id]": ({ mailId }) => [{ path: `/api/demo/mail/${mailId}`, answers: { nothing: [...everybody] } }],

  "/organizer": () => [{ path: "/organizer", answers: desk(team) }],
  "/organizer/sign-in": () => [
    { path: "/organizer/sign-in", answers: { page: strangers, home: [...team, "incomplete"] } },
  ],
  "/organizer/second-factor": () => [{ path: "/organizer/second-factor", answers: signedIn }],
  "/organizer/second-factor/app": () => [{ path: "/organizer/second-factor/app", answers: signedIn }],
  // Without new codes there is nothing to show.
  "/organizer/second-factor/recovery-codes": () => [
    {
      path: "/organizer/second-factor/recovery-codes",
      answers: { security: [...team, "incomplete"], "sign in": strangers },
    },
  ],
  // Whoever does not lead Karin's session does not find her.
  "/organizer/search": ({ karin }) =>
    ["", "?q=prob", `?q=${karin.reference}`, "?q=%0A", "?q=a&q=b"].map((query) => ({
      ...{ path: `/organizer/search${query}`, answers: desk(team) },
    })),
  "/organizer/search/results": ({ karin }) =>
    ["", "?q=Karin", "?q=prob", `?q=${karin.reference}`, "?q=%0A"].map((query) => ({
      ...{ path: `/organizer/search/results${query}`, answers: desk(team) },
    })),
  "/organizer/sessions": () =>
    ["", "?show=drafts", "?show=past", "?view=month", "?view=week", "?q=x&language=en"].map((choice) => ({
      ...{ path: `/organizer/sessions${choice}`, answers: desk(team) },
    })),
  "/organizer/sessions/new": ({ round }) => [
    { path: "/organizer/sessions/new", answers: desk(running) },
    { path: `/organizer/sessions/new?from=${round.id}`, answers: desk(running) },
    { path: "/organizer/sessions/new?localStart=2031-05-06T08:30&language=en", answers: desk(running) },
  ],
  // What somebody has against their round is for who runs the dates.
  "/organizer/objections/[seatId]": ({ objectionSeatId, karin }) => [
    { path: `/organizer/objections/${objectionSeatId}`, answers: desk(running) },
    { path: `/organizer/objections/${karin.seatId}`, answers: desk([]) },
  ],
  "/organizer/sessions/[id]/following": ({ inSeries, round }) => [
    { path: `/organizer/sessions/${inSeries}/following`, answers: desk(running) },
    // What is by itself has none that follow.
    { path: `/organizer/sessions/${round.id}/following`, answers: desk([]) },
  ],
  "/organizer/sessions/[id]": ({ round, draft }) => [
    { path: `/organizer/sessions/${round.id}`, answers: desk(own) },
    { path: `/organizer/sessions/${draft.id}`, answers: desk(own) },
  ],
  "/organizer/sessions/[id]/edit": ({ round }) => [
    { path: `/organizer/sessions/${round.id}/edit`, answers: desk(running) },
  ],
  "/organizer/sessions/[id]/add": ({ round }) => [
    { path: `/organizer/sessions/${round.id}/add`, answers: desk(running) },
  ],
  "/organizer/sessions/[id]/move": ({ round }) => [
    { path: `/organizer/sessions/${round.id}/move`, answers: desk(running) },
  ],
  "/organizer/sessions/[id]/cancel": ({ round }) => [
    { path: `/organizer/sessions/${round.id}/cancel`, answers: desk(running) },
  ],
  "/organizer/sessions/[id]/merge": ({ round }) => [
    { path: `/organizer/sessions/${round.id}/merge`, answers: desk(running) },
  ],
  "/organizer/sessions/cancel": ({ round }) => [
    { path: `/organizer/sessions/cancel?id=${round.id}`, answers: desk(running) },
  ],
  // A host ticks off who is there and takes the sheets along: in their own sessions.
  "/organizer/sessions/[id]/attendance": ({ round, draft }) => [
    { path: `/organizer/sessions/${round.id}/attendance`, answers: desk(own) },
    { path: `/organizer/sessions/${draft.id}/attendance`, answers: desk(own) },
  ],
  "/organizer/sessions/[id]/print/list": ({ round }) => [
    { path: `/organizer/sessions/${round.id}/print/list`, answers: desk(own) },
  ],
  "/organizer/sessions/[id]/print/briefing": ({ round }) => [
    { path: `/organizer/sessions/${round.id}/print/briefing`, answers: desk(own) },
  ],
  "/organizer/sessions/export": () => [{ path: "/organizer/sessions/export", answers: desk(team) }],
  "/organizer/sessions/[id]/print/cards": ({ round }) => [
    { path: `/organizer/sessions/${round.id}/print/cards`, answers: desk(own) },
  ],
  "/organizer/money": () => [
    { path: "/organizer/money", answers: desk(running) },
    { path: "/organizer/money?show=all", answers: desk(running) },
  ],
  "/organizer/money/exceptions": () => [{ path: "/organizer/money/exceptions", answers: desk(running) }],
  "/organizer/money/refunds": () => [{ path: "/organizer/money/refunds", answers: desk(running) }],
  "/organizer/money/reminders": () => [{ path: "/organizer/money/reminders", answers: desk(["owner"]) }],
  "/organizer/money/statement": () => [{ path: "/organizer/money/statement", answers: desk(running) }],
  "/organizer/money/invoices": () => [
    { path: "/organizer/money/invoices", answers: desk(running) },
    { path: "/organizer/money/invoices?q=RE-&kind=invoice&state=issued&month=2026-12", answers: desk(running) },
  ],
  "/organizer/money/invoices/[id]/[file]": ({ invoiceId }) => [
    ...["pdf", "xml"].map((file) => ({
      path: `/organizer/money/invoices/${invoiceId}/${file}`,
      answers: desk(running),
    })),
    { path: `/organizer/money/invoices/${invoiceId}/json`, answers: desk([]) },
    { path: `/organizer/money/invoices/${randomUUID()}/pdf`, answers: desk([]) },
  ],
  "/organizer/money/invoices/[id]/storno": ({ invoiceId }) => [
    { path: `/organizer/money/invoices/${invoiceId}/storno`, answers: desk(running) },
    { path: `/organizer/money/invoices/${randomUUID()}/storno`, answers: desk([]) },
  ],
  "/organizer/money/invoices/export": ({ origin }) => [
    { path: "/organizer/money/invoices/export", answers: { refused: [...everybody] } },
    {
      path: "/organizer/money/invoices/export",
      method: "POST",
      headers: { origin, "content-type": "multipart/form-data; boundary=x" },
      body: '--x\r\nContent-Disposition: form-data; name="period"\r\n\r\n2026\r\n--x--\r\n',
      answers: desk(running),
    },
  ],
  "/organizer/money/invoices/datev": ({ origin }) => [
    { path: "/organizer/money/invoices/datev", answers: { refused: [...everybody] } },
    {
      path: "/organizer/money/invoices/datev",
      method: "POST",
      headers: { origin, "content-type": "multipart/form-data; boundary=x" },
      body: '--x\r\nContent-Disposition: form-data; name="period"\r\n\r\n2026\r\n--x--\r\n',
      answers: desk(running),
    },
  ],
  "/organizer/money/invoices/recapitulative": () => [
    { path: "/organizer/money/invoices/recapitulative?period=2026-Q4", answers: desk(running) },
    { path: "/organizer/money/invoices/recapitulative?period=soon", answers: desk([]) },
  ],
  "/organizer/money/revenue": () => [{ path: "/organizer/money/revenue?year=2026", answers: desk(running) }],
  "/organizer/money/revenue/export": () => [
    { path: "/organizer/money/revenue/export?year=2026", answers: desk(running) },
    { path: "/organizer/money/revenue/export?year=soon", answers: desk([]) },
  ],
  "/organizer/money/vouchers": () => [{ path: "/organizer/money/vouchers", answers: desk(running) }],
  "/organizer/money/vouchers/new": () => [{ path: "/organizer/money/vouchers/new", answers: desk(running) }],
  // A host's numbers are those of their own sessions.
  "/organizer/numbers": () => [{ path: "/organizer/numbers?period=all", answers: desk(team) }],
  "/organizer/numbers/export": () => [
    { path: "/organizer/numbers/export?period=all", answers: desk(team) },
    { path: "/organizer/numbers/export?period=all&what=sessions", answers: desk(team) },
  ],
  "/organizer/requests": () => [{ path: "/organizer/requests", answers: desk(running) }],
  "/organizer/sessions/[id]/round": ({ closed, round }) => [
    { path: `/organizer/sessions/${closed.id}/round`, answers: desk(running) },
    { path: `/organizer/sessions/${round.id}/round`, answers: desk([]) },
  ],
  "/organizer/people/companies": () => [{ path: "/organizer/people/companies", answers: desk(running) }],
  "/organizer/people/companies/[id]": ({ companyId }) => [
    { path: `/organizer/people/companies/${companyId}`, answers: desk(running) },
  ],
  "/organizer/requests/[seatId]": ({ request }) => [
    { path: `/organizer/requests/${request.seatId}`, answers: desk(own) },
  ],
  "/organizer/requests/[seatId]/assistant": ({ request }) => [
    { path: `/organizer/requests/${request.seatId}/assistant`, answers: desk(running) },
  ],
  // A host sees who is in their sessions, and nothing that is kept about them.
  "/organizer/people": () => [{ path: "/organizer/people", answers: desk(team) }],
  "/organizer/people/[id]": ({ personId }) => [{ path: `/organizer/people/${personId}`, answers: desk(own) }],
  "/organizer/people/[id]/edit": ({ personId }) => [
    { path: `/organizer/people/${personId}/edit`, answers: desk(running) },
  ],
  "/organizer/people/[id]/merge": ({ personId }) => [
    { path: `/organizer/people/${personId}/merge`, answers: desk(running) },
    { path: `/organizer/people/${personId}/merge?q=Muster`, answers: desk(running) },
  ],
  "/organizer/people/[id]/merge/[otherId]": ({ personId, otherPersonId }) => [
    { path: `/organizer/people/${personId}/merge/${otherPersonId}`, answers: desk(running) },
  ],
  "/organizer/people/[id]/erase": ({ personId }) => [
    { path: `/organizer/people/${personId}/erase`, answers: desk(running) },
  ],
  "/organizer/people/[id]/data/[format]": ({ personId }) => [
    { path: `/organizer/people/${personId}/data/json`, answers: desk(running) },
    { path: `/organizer/people/${personId}/data/csv`, answers: desk(running) },
    { path: `/organizer/people/${personId}/data/xml`, answers: { nothing: [...everybody] } },
  ],
  "/organizer/wishes": () => [{ path: "/organizer/wishes", answers: desk(running) }],
  "/organizer/people/duplicates": () => [{ path: "/organizer/people/duplicates", answers: desk(running) }],
  // A host sees that a mail went to somebody in their session, not what it says.
  "/organizer/mails": () => [{ path: "/organizer/mails", answers: desk(team) }],
  "/organizer/mails/[id]": ({ mailId }) => [{ path: `/organizer/mails/${mailId}`, answers: desk(own) }],
  "/organizer/mails/addresses": () => [{ path: "/organizer/mails/addresses", answers: desk(running) }],
  "/organizer/mails/subscribers": () => [
    { path: "/organizer/mails/subscribers", answers: desk(running) },
    { path: "/organizer/mails/subscribers?q=probe", answers: desk(running) },
  ],
  "/organizer/settings": () => [{ path: "/organizer/settings", answers: desk(team) }],
  "/organizer/settings/calendar": () => [{ path: "/organizer/settings/calendar", answers: desk(team) }],
  "/organizer/settings/team": () => [{ path: "/organizer/settings/team", answers: desk(["owner"]) }],
  "/organizer/settings/transfer": () => [{ path: "/organizer/settings/transfer", answers: desk(["owner"]) }],
  "/organizer/settings/transfer/people/[id]": ({ uploads }) => [
    { path: `/organizer/settings/transfer/people/${uploads.people}`, answers: desk(["owner"]) },
    { path: `/organizer/settings/transfer/people/${uploads.sessions}`, answers: desk([]) },
    { path: `/organizer/settings/transfer/people/${randomUUID()}`, answers: desk([]) },
  ],
  "/organizer/settings/transfer/sessions/[id]": ({ uploads }) => [
    { path: `/organizer/settings/transfer/sessions/${uploads.sessions}`, answers: desk(["owner"]) },
    { path: `/organizer/settings/transfer/sessions/${uploads.people}`, answers: desk([]) },
  ],
  "/organizer/settings/transfer/templates/[kind]": () => [
    { path: "/organizer/settings/transfer/templates/people", answers: desk(["owner"]) },
    { path: "/organizer/settings/transfer/templates/sessions", answers: desk(["owner"]) },
    { path: "/organizer/settings/transfer/templates/formats", answers: desk([]) },
  ],
  "/organizer/settings/transfer/archive": ({ origin }) => [
    { path: "/organizer/settings/transfer/archive", answers: { refused: [...everybody] } },
    {
      path: "/organizer/settings/transfer/archive",
      method: "POST",
      headers: { origin, "content-type": "multipart/form-data; boundary=x" },
      body: "--x--\r\n",
      answers: desk(["owner"]),
    },
  ],
  "/organizer/settings/invoicing": () => [{ path: "/organizer/settings/invoicing", answers: desk(["owner"]) }],
  "/organizer/settings/team/[id]": ({ ids }) => [
    { path: `/organizer/settings/team/${ids.host}`, answers: desk(["owner"]) },
  ],
  "/organizer/settings/security": () => [{ path: "/organizer/settings/security", answers: desk(team) }],
  "/organizer/settings/log": () => [{ path: "/organizer/settings/log", answers: desk(running) }],
  "/organizer/settings/log/export": () => [{ path: "/organizer/settings/log/export", answers: desk(running) }],
  "/organizer/settings/formats": () => [{ path: "/organizer/settings/formats", answers: desk(running) }],
  "/organizer/settings/formats/new": () => [{ path: "/organizer/settings/formats/new", answers: desk(running) }],
  "/organizer/settings/formats/[id]": ({ world }) => [
    { path: `/organizer/settings/formats/${world.formats.instant}`, answers: desk(running) },
  ],
  "/organizer/settings/formats/[id]/texts": ({ world }) => [
    { path: `/organizer/settings/formats/${world.formats.instant}/texts`, answers: desk(running) },
  ],
  "/organizer/settings/formats/[id]/texts/[kind]": ({ world }) => [
    { path: `/organizer/settings/formats/${world.formats.instant}/texts/confirmed`, answers: desk(running) },
    {
      path: `/organizer/settings/formats/${world.formats.instant}/texts/confirmed?reader=booker`,
      answers: desk(running),
    },
    { path: `/organizer/settings/formats/${world.formats.instant}/texts/code`, answers: desk([]) },
  ],
  "/organizer/settings/house": () => [{ path: "/organizer/settings/house", answers: desk(["owner"]) }],
  "/organizer/settings/look": () => [{ path: "/organizer/settings/look", answers: desk(["owner"]) }],
  "/organizer/settings/mail": () => [{ path: "/organizer/settings/mail", answers: desk(["owner"]) }],
  "/organizer/settings/retention": () => [{ path: "/organizer/settings/retention", answers: desk(["owner"]) }],

  // The secret is in the address; what is none is not there.
  "/api/calendar/[file]": ({ tokens }) => [
    { path: `/api/calendar/${tokens.feed}.ics`, answers: open },
    ...[tokens.manage, tokens.approval, "A".repeat(43)].map((token) => ({
      ...{ path: `/api/calendar/${token}.ics`, answers: { nothing: [...everybody] } },
    })),
  ],
  "/api/health": file("/api/health"),
  "/api/openapi.json": file("/api/openapi.json"),
  "/docs/api": file("/docs/api"),
  "/api/auth/[...nextauth]": () => [
    { path: "/api/auth/session", answers: open },
    { path: "/api/auth/signin", answers: { nothing: [...everybody] } },
    { path: "/api/auth/callback/ticket", method: "POST", json: {}, answers: { refused: [...everybody] } },
  ],
  "/api/v1/sessions": file("/api/v1/sessions"),
  "/api/v1/sessions/[id]": ({ round, draft }) => [
    { path: `/api/v1/sessions/${round.id}`, answers: open },
    { path: `/api/v1/sessions/${draft.id}`, answers: { nothing: [...everybody] } },
  ],
  "/api/v1/[[...rest]]": nobody("/api/v1/people"),
  // The API knows nobody by a cookie; what its tokens open: tests/api.
  "/api/v1/bookings": () => [
    { path: "/api/v1/bookings", method: "POST", json: {}, answers: { refused: [...everybody] } },
  ],
  "/api/v1/bookings/[reference]": ({ karin }) => [
    { path: `/api/v1/bookings/${karin.reference}`, answers: { refused: [...everybody] } },
  ],
  "/api/v1/bookings/[reference]/verification": ({ held }) => [
    {
      path: `/api/v1/bookings/${held.reference}/verification`,
      method: "POST",
      json: {},
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/quote": ({ karin }) => [
    { path: `/api/v1/bookings/${karin.reference}/quote?action=release`, answers: { refused: [...everybody] } },
  ],
  "/api/v1/bookings/[reference]/invoices": ({ billed }) => [
    { path: `/api/v1/bookings/${billed.reference}/invoices`, answers: { refused: [...everybody] } },
  ],
  "/api/v1/bookings/[reference]/invoices/[file]": ({ billed }) => [
    {
      path: `/api/v1/bookings/${billed.reference}/invoices/${billed.number}.pdf`,
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/release": ({ karin }) => [
    {
      path: `/api/v1/bookings/${karin.reference}/release`,
      method: "POST",
      json: {},
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/card": ({ karin }) => [
    { path: `/api/v1/bookings/${karin.reference}/card`, answers: { refused: [...everybody] } },
    {
      path: `/api/v1/bookings/${karin.reference}/card`,
      method: "PUT",
      json: { approved: false },
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/round": ({ karin }) => [
    { path: `/api/v1/bookings/${karin.reference}/round`, answers: { refused: [...everybody] } },
    {
      path: `/api/v1/bookings/${karin.reference}/round`,
      method: "POST",
      json: {},
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/objection": ({ karin }) => [
    {
      path: `/api/v1/bookings/${karin.reference}/objection`,
      method: "POST",
      json: {},
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/attendance": ({ karin }) => [
    {
      path: `/api/v1/bookings/${karin.reference}/attendance`,
      method: "POST",
      json: { answer: "coming" },
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/pledge": ({ karin }) => [
    { path: `/api/v1/bookings/${karin.reference}/pledge`, answers: { refused: [...everybody] } },
    {
      path: `/api/v1/bookings/${karin.reference}/pledge`,
      method: "POST",
      json: { version: "2026-12" },
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/entry": ({ karin }) => [
    {
      path: `/api/v1/bookings/${karin.reference}/entry`,
      method: "POST",
      json: {},
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/rebooking": ({ karin, reviewed }) => [
    {
      path: `/api/v1/bookings/${karin.reference}/rebooking`,
      method: "POST",
      json: { sessionId: reviewed.id },
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/bookings/[reference]/substitution": ({ karin, world }) => [
    {
      path: `/api/v1/bookings/${karin.reference}/substitution`,
      method: "POST",
      json: { participant: world.jonas },
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/waitlist": () => [
    { path: "/api/v1/waitlist", method: "POST", json: {}, answers: { refused: [...everybody] } },
  ],
  "/api/v1/waitlist/[id]": ({ waits }) => [
    { path: `/api/v1/waitlist/${waits.entryId}`, answers: { refused: [...everybody] } },
  ],
  "/api/v1/waitlist/[id]/verification": ({ typedEntry }) => [
    {
      path: `/api/v1/waitlist/${typedEntry.entryId}/verification`,
      method: "POST",
      json: {},
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/waitlist/[id]/acceptance": ({ waits }) => [
    {
      path: `/api/v1/waitlist/${waits.entryId}/acceptance`,
      method: "POST",
      json: {},
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/waitlist/[id]/decline": ({ waits }) => [
    {
      path: `/api/v1/waitlist/${waits.entryId}/decline`,
      method: "POST",
      json: { scope: "all" },
      answers: { refused: [...everybody] },
    },
  ],
  "/api/v1/waitlist/[id]/leave": ({ waits }) => [
    {
      path: `/api/v1/waitlist/${waits.entryId}/leave`,
      method: "POST",
      json: {},
      answers: { refused: [...everybody] },
    },
  ],
}
