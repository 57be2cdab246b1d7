import { tablesOf, type TestDatabase } from "./database"

/** How large a house is: its sessions, and the people it knows. */
export type Size = { sessions: number; people: number }

/**
 * Fills a migrated database that has formats with a house of that size, in some ten statements: 20 % of the sessions
 * are to come and the rest took place in four years; seven bookings each, with the mails and the log they would have
 * left. It goes through the triggers and constraints as they are. Row n is the same in every size, so that filling a
 * small house up to a large one keeps what was there; `from` is the size it has.
 */
export async function fillHouse(database: TestDatabase, to: Size, from: Size = { sessions: 0, people: 0 }) {
  const sessions = `generate_series(${from.sessions + 1}, ${to.sessions}) n`
  const people = `generate_series(${from.people + 1}, ${to.people}) n`
  // One connection and one transaction for each; every statement of it may take its time.
  for (const work of [team, peopleOf(people), sessionsOf(sessions), bookingsOf(sessions, to.people), traces, endings])
    await database.query(`SET lock_timeout = 0; SET statement_timeout = 0; ${work}`)
  await database.query("DROP TABLE bulk_seats")
  // One by one: none takes longer than a statement may.
  for (const name of await tablesOf(database)) await database.query(`VACUUM ANALYZE ${name}`)
}

/** The same for the same number, in the form of a random one (RFC 9562, version 4). */
const id = (kind: string, number: string) =>
  `overlay(overlay(md5('${kind} ' || ${number}) PLACING '4' FROM 13) PLACING '8' FROM 17)::uuid`
const pick = (words: string, number: string) =>
  `(string_to_array('${words}', ' '))[1 + (${number}) % ${words.split(" ").length}]`

const given =
  "Anna Jürgen Petra Thomas Sabine Michael Ulrike Björn Karin Wolfgang Claudia Stefan Renée Andreas Monika Łukasz Birgit Jörg Susanne Ayşe Frank Heike Søren Martina Dirk Christian Nicole Markus Julia Daniel Katrin Matthias Silke Peter Anja Martin Stefanie Uwe Tanja Ralf Melanie Holger Sandra Bernd Kerstin Jens Manuela Klaus"
const common =
  "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf"
const heads =
  "Alt Berg Birken Brand Brunn Buch Burg Dorn Eichen Engel Erlen Falken Feld Fuchs Gold Grün Hage Hart Hasel Heide Hirsch Hohen Holz Kalt Kirch Klee Kreuz Lang Linden Löwen Mittel Mühl Neu Nieder Ober Rosen Roth Schön Stein Wald Weiß Wiesen Winter Zeller Adler Bach Eber Forst Geiß Habicht Krumm Lauter Morgen Nuss Pfeil Reb Sommer Tannen Ulmen Vogel Wind"
const tails =
  "mann bach berger feld hauser heimer hofer mayer meier müller reuter rieder steiner thal walder acker brecht egger graber huber inger kamp lechner moser ner pointner reich schmid stätter wanger"
const trades =
  "Anlagenbau Logistik Verpackungen Maschinenbau Holzbau Druck Optik Textil Chemie Elektro Spedition Beratung"

/** One in 15 has a name that many have. */
const family = (n: string) =>
  `CASE WHEN ${n} % 15 = 0 THEN ${pick(common, `${n} / 720`)} ELSE ${pick(heads, `${n} / 48`)} || ${pick(tails, `${n} / 2880`)} END`

/** Of the nth company. */
const domain = (n: string) => `left(md5('domain ' || ${n}), 8) || '.example'`

const team = `
  INSERT INTO team_members (id, email, name, role)
  SELECT ${id("host", "n")}, 'host.' || n || '@runde.example', 'Gastgeber:in ' || n, 'host' FROM generate_series(1, 5) n
  ON CONFLICT DO NOTHING`

/** One in 200 is there twice, from another mailbox; one in 20 has an assistant; one in 100 a note. */
const peopleOf = (numbers: string) => `
  CREATE TEMP TABLE bulk_people AS
  SELECT n, CASE WHEN n % 200 = 0 THEN n - 1 ELSE n END AS like_n FROM ${numbers};
  INSERT INTO participants (id, email, given_name, family_name, company_name, role, locale, email_verified_at, created_at, phone)
  SELECT ${id("person", "n")},
         lower(CASE WHEN n % 200 = 0 THEN 'privat.' || n || '@mail.example' ELSE 'p.' || n || '@' || ${domain("n / 5")} END),
         ${pick(given, "like_n * 31 / 7")}, ${family("like_n")},
         ${family("(like_n / 5)")} || ' ' || ${pick(trades, "like_n / 5")} || CASE like_n / 5 % 3 WHEN 0 THEN ' AG' WHEN 1 THEN ' GmbH' ELSE ' KG' END,
         (ARRAY['owner', 'managing_director', 'board', 'general_manager'])[1 + n % 4]::participant_role,
         CASE WHEN n % 9 = 0 THEN 'en' ELSE 'de' END::locale, now() - n % 1400 * interval '1 day', now() - n % 1400 * interval '1 day',
         CASE WHEN n % 4 = 0 THEN '+49 30 ' || 1000000 + like_n END
    FROM bulk_people;
  INSERT INTO bookers (id, email, name, created_at)
  SELECT ${id("booker", "n")}, 'assistenz.' || n || '@' || ${domain("n / 5")},
         ${pick(given, "n / 2")} || ' ' || ${family("(n + 1)")}, now() - n % 1400 * interval '1 day' FROM bulk_people WHERE n % 20 = 0;
  INSERT INTO person_notes (participant_id, text) SELECT ${id("person", "n")}, 'Kommt auf Empfehlung.' FROM bulk_people WHERE n % 100 = 0`

/** Spread evenly over five years however many there are; 1 in 100 a draft. */
const sessionsOf = (numbers: string) => `
  INSERT INTO series (id, rule) SELECT DISTINCT ${id("series", "n / 10")}, '{"kind": "picked"}'::jsonb FROM ${numbers} WHERE n / 10 % 5 = 0
  ON CONFLICT DO NOTHING;
  INSERT INTO group_sessions (id, format_id, series_id, slug, status, language, starts_at, ends_at, local_start, place_text, capacity, minimum, host_id, published_at, created_at)
  SELECT ${id("session", "n")}, f.ids[1 + n % array_length(f.ids, 1)], CASE WHEN n / 10 % 5 = 0 THEN ${id("series", "n / 10")} END, 'bulk-' || n,
         CASE WHEN n % 100 = 50 THEN 'draft' ELSE 'published' END::group_session_status, CASE WHEN n % 9 = 0 THEN 'en' ELSE 'de' END::locale,
         t.at, t.at + interval '90 minutes', to_char(t.local, 'YYYY-MM-DD"T"HH24:MI'), 'Videokonferenz ' || n % 7, 8, 3, ${id("host", "1 + n % 5")},
         CASE WHEN n % 100 <> 50 THEN t.at - interval '90 days' END, t.at - interval '91 days'
    FROM ${numbers}, (SELECT array_agg(id ORDER BY id) AS ids FROM formats) f,
         LATERAL (SELECT date_trunc('day', now()) - interval '4 years' + trunc(n * 0.6180339887 % 1 * 1826) * interval '1 day' + (9 + n % 8) * interval '1 hour' AS local) l,
         LATERAL (SELECT l.local::timestamp AS local, l.local::timestamp AT TIME ZONE 'Europe/Berlin' AS at) t`

/**
 * Seven bookings a session. Of what is over six or seven came, of what is to come five have a seat, of which one waits
 * for an answer where that is near. What nobody has in the end was held or confirmed before.
 */
const bookingsOf = (numbers: string, people: number) => `
  CREATE TABLE bulk_seats AS
  SELECT n, k, n * 10 + k AS number, s.id AS session_id, s.starts_at, s.ends_at, s.format_id, p.*,
         least(s.starts_at, now()) - (3 + (n + k) % 40) * interval '1 day' AS asked_at,
         CASE WHEN k = 7 AND n % 2 = 0 THEN 'expired' WHEN k = 6 AND n % 3 = 0 THEN 'cancelled'
              WHEN k = 5 AND n % 3 = 0 AND s.starts_at BETWEEN now() AND now() + interval '20 days' THEN 'requested' ELSE 'confirmed' END AS outcome
    FROM ${numbers} JOIN group_sessions s ON s.slug = 'bulk-' || n AND s.status = 'published', generate_series(1, 7) k,
         LATERAL (SELECT 1 + (n * 7 + k)::bigint * 7919 % ${people} AS person) h,
         LATERAL (SELECT p.id AS person_id, p.given_name, p.family_name, p.company_name, p.role, p.email, p.locale FROM participants p WHERE p.id = ${id("person", "h.person")}) p;
  ANALYZE bulk_seats;
  INSERT INTO bookings (id, reference, participant_id, given_name, family_name, company_name, role, email, booker_name, booker_email, locale, terms, price_net_cents,
                        vat_rate_basis_points, currency, business_use_version, terms_version, agreed_at, verified_at, code_issued_at, created_at)
  SELECT ${id("booking", "number")}, 'R-' || left(r.code, 4) || '-' || right(r.code, 4), CASE WHEN outcome <> 'expired' THEN person_id END,
         given_name, family_name, company_name, b.role, email, CASE WHEN number % 20 = 3 THEN 'Anke Vorzimmer' END,
         CASE WHEN number % 20 = 3 THEN 'assistenz.' || 20 * (number % 40) || '@' || ${domain("4 * (number % 40)")} END,
         locale, f.terms, f.price_net_cents, f.vat_rate_basis_points, f.currency, '2026-11', '2026-11', asked_at,
         CASE WHEN outcome <> 'expired' THEN asked_at END, asked_at, asked_at
    FROM bulk_seats b JOIN formats f ON f.id = b.format_id,
         LATERAL (SELECT translate(lpad(upper(to_hex(number)), 8, '0'), '01', 'GH') AS code) r;
  INSERT INTO seats (id, group_session_id, booking_id, participant_id, state, expires_at, decide_at, requested_at, confirmed_at, attendance, attendance_at, created_at)
  SELECT ${id("seat", "number")}, session_id, ${id("booking", "number")}, CASE WHEN outcome <> 'expired' THEN person_id END,
         CASE outcome WHEN 'expired' THEN 'held' WHEN 'cancelled' THEN 'confirmed' ELSE outcome END::seat_state,
         CASE WHEN outcome = 'expired' THEN asked_at + interval '30 minutes' END, CASE WHEN outcome = 'requested' THEN now() + interval '6 hours' END,
         CASE WHEN outcome = 'requested' THEN asked_at END, CASE WHEN outcome IN ('confirmed', 'cancelled') THEN asked_at + interval '5 hours' END,
         CASE WHEN came THEN (ARRAY['attended', 'attended', 'attended', 'attended', 'attended', 'attended', 'excused', 'absent'])[1 + (n * 3 + k) % 8] END::attendance,
         CASE WHEN came THEN ends_at END, asked_at
    FROM bulk_seats, LATERAL (SELECT outcome = 'confirmed' AND ends_at < now() AND n % 33 <> 0 AND n % 60 <> 1 AS came) a`

/** Requests, log and mails, as the verbs would have left them. */
const traces = `
  INSERT INTO requests (verb, request_id, payload_hash, result, created_at)
  SELECT 'hold-seat', ${id("request", "number")}, md5(number::text), jsonb_build_object('bookingId', ${id("booking", "number")}), asked_at FROM bulk_seats;
  INSERT INTO activities (kind, actor_kind, actor_id, booking_id, seat_id, group_session_id, detail, at)
  SELECT a.kind, a.actor_kind::actor_kind, a.actor_id, ${id("booking", "number")}, ${id("seat", "number")}, session_id, a.detail::jsonb, a.at
    FROM bulk_seats, LATERAL (VALUES
      ('seat.held', 'participant', NULL, '{"codeGeneration": 1}', asked_at, outcome = 'expired'),
      ('booking.links_requested', 'participant', NULL, '{}', asked_at, number % 9 = 0),
      ('seat.requested', 'participant', NULL, '{}', asked_at, outcome = 'requested'),
      ('seat.expired', 'system', NULL, '{}', asked_at + interval '30 minutes', outcome = 'expired'),
      ('seat.confirmed', 'participant', NULL, '{}', asked_at + interval '5 hours', outcome IN ('confirmed', 'cancelled')),
      ('seat.released', 'participant', NULL, '{"reason": "cancelled"}', asked_at + interval '2 days', outcome = 'cancelled' OR n % 33 = 0 AND outcome <> 'expired'),
      ('attendance.recorded', 'organizer', ${id("host", "1 + n % 5")}, '{"attendance": "attended"}', ends_at, ends_at < now() AND outcome = 'confirmed')
    ) a(kind, actor_kind, actor_id, detail, at, happened) WHERE a.happened;
  INSERT INTO mails (kind, occasion, recipient, locale, booking_id, group_session_id, params, state, message_id, attempts, last_error, created_at, sent_at)
  SELECT m.kind, ${id("booking", "number")}, email, locale, ${id("booking", "number")}, session_id, m.params,
         CASE WHEN number % 700 = 1 THEN 'failed' ELSE 'sent' END::mail_state, '<' || m.kind || '.' || number || '@bulk.example>', 1,
         CASE WHEN number % 700 = 1 THEN '550 mailbox unavailable' END, m.at, m.at
    FROM bulk_seats, LATERAL (SELECT jsonb_build_object('startsAt', to_char(starts_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
           'endsAt', to_char(ends_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'timeZone', 'Europe/Berlin', 'format', 'KI-Gruppen-Session',
           'lengthMinutes', 90, 'place', 'online', 'placeText', NULL) AS appointment) x,
         LATERAL (SELECT jsonb_build_object('bookingId', ${id("booking", "number")}, 'role', 'participant', 'appointment', x.appointment) AS facts) y,
         LATERAL (VALUES
           ('code', y.facts || '{"codeGeneration": 1, "heldUntil": null}', asked_at, true),
           ('confirmed', y.facts || jsonb_build_object('to', given_name || ' ' || family_name, 'generation', 1, 'reference', 'R-2222-2222', 'price', NULL,
             'freeUntil', NULL, 'byHand', false), asked_at + interval '5 hours', outcome IN ('confirmed', 'cancelled'))
         ) m(kind, params, at, wanted) WHERE m.wanted`

/** What did not last, and what is over. 1 in 33 was called off. */
const endings = `
  UPDATE seats SET state = 'released', released_at = b.asked_at + interval '30 minutes', release_reason = 'expired'
    FROM bulk_seats b WHERE b.outcome = 'expired' AND seats.id = ${id("seat", "b.number")};
  UPDATE seats SET state = 'released', released_at = b.asked_at + interval '2 days', release_reason = CASE WHEN b.n % 33 = 0 THEN 'session_cancelled' ELSE 'cancelled' END::release_reason
    FROM bulk_seats b WHERE b.outcome <> 'expired' AND (b.outcome = 'cancelled' OR b.n % 33 = 0) AND seats.id = ${id("seat", "b.number")};
  UPDATE group_sessions s SET status = 'cancelled', cancelled_at = b.asked_at FROM bulk_seats b WHERE b.k = 1 AND b.n % 33 = 0 AND s.id = b.session_id;
  UPDATE group_sessions SET status = 'finished', finished_at = ends_at WHERE status = 'published' AND ends_at < now()`
