import { formatDate, formatDateTime, formatDayShort } from "@/lib/time-zone"
import {
  action,
  appointmentFacts,
  type Block,
  type Desk,
  factsOf,
  type Letter,
  note,
  paragraph,
  sayAppointment,
} from "../letter"
import type { Appointment, MailParams, Person, RequestFacts } from "../schema"

/** To the organizer's team, the only mails that name somebody else. */

/** With the decision one tap away. */
export function requestLetter(desk: Desk, { to, appointment, request }: MailParams<"organizer_request">): Letter {
  const { t, locale, links } = desk
  const { change, person, seatId } = request
  const { date } = sayAppointment(desk, appointment)
  const when = formatDateTime(new Date(request.decideAt), appointment.timeZone, locale)
  return {
    ...head(desk, to, appointment),
    subject: t("mail.team.request.subject", { change, date }),
    state: t("mail.team.request.state", { change }),
    blocks: [
      paragraph(t("mail.team.request.text", { change, name: person.name })),
      personFacts(desk, person),
      appointmentFacts(desk, appointment),
      ...remarkNote(desk, request),
      paragraph(t(request.remark ? "mail.team.request.answerAgainst" : "mail.team.request.answer", { when })),
      action(t("mail.team.decide"), links.decide(seatId)),
    ],
  }
}

/** What stands against it, in plain words. */
const remarkNote = ({ t }: Desk, { remark, person }: RequestFacts): Block[] =>
  remark
    ? [note(t(`mail.team.request.remark.${remark.kind}`, { company: person.company, people: remark.people ?? 0 }))]
    : []

export function bookedLetter(
  desk: Desk,
  { to, appointment, sessionId, person, reference, before }: MailParams<"organizer_booked">,
): Letter {
  const { t, links } = desk
  const { date, range } = sayAppointment(desk, appointment)
  const change = before ? "moved" : "new"
  return {
    ...head(desk, to, appointment),
    subject: t("mail.team.booked.subject", { change, date }),
    state: t("mail.team.booked.state", { change }),
    blocks: [
      paragraph(t("mail.team.booked.text", { change, name: person.name })),
      personFacts(desk, person),
      factsOf([
        [t("mail.facts.before"), before && sayAppointment(desk, before).range],
        [t(before ? "mail.facts.after" : "mail.facts.date"), range],
        [t("mail.facts.reference"), reference],
      ]),
      action(t("mail.team.session"), links.deskSession(sessionId)),
    ],
  }
}

export function releaseLetter(
  desk: Desk,
  { to, appointment, sessionId, person, reference, what }: MailParams<"organizer_release">,
): Letter {
  const { t, links } = desk
  const { date, range } = sayAppointment(desk, appointment)
  return {
    ...head(desk, to, appointment),
    subject: t("mail.team.release.subject", { what, date }),
    state: t("mail.team.release.state", { what }),
    blocks: [
      paragraph(t("mail.team.release.text", { what, name: person.name, company: person.company })),
      factsOf([
        [t("mail.facts.date"), range],
        [t("mail.facts.email"), person.email],
        [t("mail.facts.phone"), person.phone],
        [t("mail.facts.reference"), reference],
      ]),
      action(t("mail.team.session"), links.deskSession(sessionId)),
    ],
  }
}

export function fullLetter(desk: Desk, { to, appointment, sessionId, capacity }: MailParams<"organizer_full">): Letter {
  const { t, links } = desk
  return {
    ...head(desk, to, appointment),
    subject: t("mail.team.full.subject", { date: sayAppointment(desk, appointment).date }),
    state: t("mail.team.full.state"),
    blocks: [
      paragraph(t("mail.team.full.text", { capacity })),
      appointmentFacts(desk, appointment),
      action(t("mail.team.session"), links.deskSession(sessionId)),
    ],
  }
}

/** A session that may not take place: the two ways are one tap away, at its page. */
export function decisionLetter(desk: Desk, params: MailParams<"organizer_decision">): Letter {
  const { t, links, locale } = desk
  const { to, appointment, sessionId, decideBy, passed, confirmed, minimum, chance } = params
  const stage = passed ? "passed" : "near"
  const date = formatDayShort(new Date(decideBy), appointment.timeZone, locale)
  return {
    ...head(desk, to, appointment),
    subject: t("mail.team.decision.subject", { stage, date: sayAppointment(desk, appointment).date }),
    state: t("mail.team.decision.state", { stage }),
    blocks: [
      paragraph(t("mail.team.decision.text", { confirmed, minimum })),
      ...(chance === null ? [] : [paragraph(t("mail.team.decision.chance", { chance, minimum }))]),
      paragraph(t("mail.team.decision.by", { stage, date })),
      appointmentFacts(desk, appointment),
      action(t("mail.team.decision.action"), links.deskSession(sessionId)),
    ],
  }
}

export function bounceLetter(
  desk: Desk,
  { to, recipient, error, appointment }: MailParams<"organizer_bounce">,
): Letter {
  const { t, links } = desk
  const date = appointment && sayAppointment(desk, appointment).date
  return {
    subject: date ? t("mail.team.bounce.subject", { date }) : t("mail.team.bounce.subjectPlain"),
    unsigned: true,
    title: t("mail.team.bounce.title"),
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mail.team.bounce.text", { recipient })),
      { type: "quote", text: error },
      ...(appointment ? [appointmentFacts(desk, appointment)] : []),
      note(t("mail.team.bounce.advice")),
      action(t("mail.team.journal"), links.journal()),
    ],
  }
}

/** Once a day: what is still to be decided, and what has changed since the last one. */
export function digestLetter(
  desk: Desk,
  { to, day, timeZone, requests, withdrawn, booked, releases, notComing, full }: MailParams<"organizer_digest">,
): Letter {
  const { t, locale, links } = desk
  const date = formatDate(new Date(day), timeZone, locale)
  const line = (appointment: Appointment, { name, company }: Person) =>
    t("mail.team.digest.request", { date: sayAppointment(desk, appointment).dateTime, name, company })
  const seat = ({ appointment, person, sessionId }: (typeof releases)[number]) => ({
    label: line(appointment, person),
    href: links.deskSession(sessionId),
  })
  return {
    subject: t("mail.team.digest.subject", { date }),
    unsigned: true,
    title: t("mail.team.digest.title", { date }),
    greeting: t("mail.greeting", { name: to }),
    blocks: [
      paragraph(t("mail.team.digest.text")),
      ...list(t("mail.team.digest.requests", { count: requests.length }), requests, (request: RequestFacts) => ({
        label: request.remark
          ? t("mail.team.digest.against", { line: line(request.appointment, request.person) })
          : line(request.appointment, request.person),
        href: links.decide(request.seatId),
      })),
      ...list(t("mail.team.digest.withdrawn", { count: withdrawn.length }), withdrawn, seat),
      ...list(t("mail.team.digest.booked", { count: booked.length }), booked, seat),
      ...list(t("mail.team.digest.releases", { count: releases.length }), releases, seat),
      ...list(t("mail.team.digest.notComing", { count: notComing.length }), notComing, seat),
      ...list(t("mail.team.digest.full", { count: full.length }), full, ({ appointment, sessionId }) => ({
        label: sayAppointment(desk, appointment).dateTime,
        href: links.deskSession(sessionId),
      })),
    ],
  }
}

const head = (desk: Desk, to: string, appointment: Appointment) => ({
  title: sayAppointment(desk, appointment).dateTime,
  greeting: desk.t("mail.greeting", { name: to }),
  unsigned: true,
})

const personFacts = ({ t }: Desk, { name, company, role, email, phone }: Person): Block =>
  factsOf([
    [t("mail.facts.name"), name],
    [t("mail.facts.company"), company],
    [t("mail.facts.role"), t(`booking.roles.${role}`)],
    [t("mail.facts.email"), email],
    [t("mail.facts.phone"), phone],
  ])

const list = <Item>(intro: string, items: Item[], link: (item: Item) => { label: string; href: string }): Block[] =>
  items.length > 0 ? [{ type: "links", intro, links: items.map(link) }] : []
