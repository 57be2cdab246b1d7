-- The house's settings: a portrait, and what is forgotten by itself (docs/decisions/0021).

-- The picture of whoever runs the house. Its address names the hash and browsers keep it for ever, so the hash is true.
CREATE TABLE portraits (
  id integer PRIMARY KEY DEFAULT 1 CONSTRAINT portraits_one CHECK (id = 1),
  hash text NOT NULL,
  bytes bytea NOT NULL,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT portraits_hash_true CHECK (hash = encode(sha256(bytes), 'hex')),
  CONSTRAINT portraits_small CHECK (octet_length(bytes) <= 524288)
);

-- Who is due to be erased: people and those who book for others, whose last date was over before this instant and
-- with whom nothing has begun since. Of who was merged, the one they are now. What ends a date ends for everybody who had
-- to do with it: who sat, asked, booked, or was named as a substitute, by their row or by any of their addresses.
CREATE FUNCTION people_to_erase(p_before timestamptz) RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
  WITH recent AS MATERIALIZED (
    SELECT s.participant_id AS sat, b.participant_id AS booked, b.email, b.booker_email, x.email AS substitute
      FROM group_sessions g
      JOIN seats s ON s.group_session_id = g.id
      JOIN bookings b ON b.id = s.booking_id
      LEFT JOIN substitutions x ON x.booking_id = b.id
     WHERE g.ends_at >= p_before
  ), recent_address AS MATERIALIZED (
    SELECT email FROM recent UNION SELECT booker_email FROM recent UNION SELECT substitute FROM recent
  ), recent_person AS MATERIALIZED (
    SELECT sat AS id FROM recent UNION SELECT booked FROM recent
  ), busy AS MATERIALIZED (
    SELECT coalesce(p.merged_into_id, p.id) AS id FROM participants p JOIN recent_person r ON r.id = p.id
    UNION SELECT coalesce(p.merged_into_id, p.id) FROM participants p JOIN recent_address r ON r.email = p.email
    UNION SELECT coalesce(p.merged_into_id, p.id) FROM participants p
          CROSS JOIN LATERAL unnest(string_to_array(p.also_known_as, E'\n')) AS known(email)
          JOIN recent_address r ON r.email = known.email
    UNION SELECT coalesce(p.merged_into_id, p.id) FROM participants p WHERE p.created_at >= p_before
  )
  -- Joins: asked person by person, 100,000 of them took longer than a statement may.
  SELECT p.id FROM participants p
   WHERE p.erased_at IS NULL AND p.merged_into_id IS NULL AND NOT EXISTS (SELECT FROM busy WHERE busy.id = p.id)
  UNION ALL
  SELECT b.id FROM bookers b
   WHERE b.erased_at IS NULL AND b.created_at < p_before
     AND NOT EXISTS (SELECT FROM recent_address r WHERE r.email = b.email)
     -- Who is a person here as well goes with that person.
     AND NOT EXISTS (SELECT FROM participants p WHERE p.email = b.email AND p.erased_at IS NULL)
$$;

-- Takes off the names that the law asked for, once the last day has passed. p_day is today where the house stands.
CREATE FUNCTION forget_kept_names(p_day date) RETURNS SETOF uuid LANGUAGE sql AS $$
  UPDATE bookings SET title = NULL, given_name = 'N.', family_name = 'N.', company_name = '–', name_kept_until = NULL
   WHERE name_kept_until < p_day RETURNING id
$$;

-- What was typed and never confirmed: bookings whose mailbox was not proved before this instant, none of whose seats is
-- anybody's any more.
CREATE FUNCTION bookings_to_forget(p_before timestamptz) RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
  SELECT b.id FROM bookings b
   WHERE b.verified_at IS NULL AND b.created_at < p_before AND b.email NOT LIKE '%@erased.invalid'
     AND NOT EXISTS (SELECT FROM seats s WHERE s.booking_id = b.id AND s.state <> 'released')
$$;

-- Mails that are done with, but for those about a booking with a price that came to a seat: they are business letters,
-- of which p_letters says how far back they are kept.
CREATE FUNCTION mails_to_forget(p_before timestamptz, p_letters timestamptz) RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
  SELECT m.id FROM mails m
   WHERE m.state NOT IN ('queued', 'sending') AND m.created_at < p_before
     AND (m.created_at < p_letters OR NOT EXISTS (
       SELECT FROM bookings b JOIN seats s ON s.booking_id = b.id
        WHERE b.id = m.booking_id AND b.price_net_cents IS NOT NULL AND s.confirmed_at IS NOT NULL))
$$;
