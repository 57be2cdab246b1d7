-- As before (20261128100000_waitlist); and nobody who keeps a seat until then is asked once they have used it: the seat
-- they would give up is the record of where they were.
CREATE OR REPLACE FUNCTION fits(p_session uuid, p_booking uuid, p_participant uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM seats s WHERE s.group_session_id = p_session AND s.state <> 'released'
       AND (s.booking_id = p_booking OR s.participant_id = p_participant AND s.state <> 'held'))
  AND NOT EXISTS (
    SELECT FROM seats kept JOIN group_sessions g ON g.id = kept.group_session_id
     WHERE kept.booking_id = p_booking AND kept.state IN ('requested', 'confirmed') AND g.starts_at <= moment())
$$;

-- How long an offer stands: 12 % of the time left, at least 1 h, at most 24 h. The clock of the window stands still
-- from 20:00 to 07:00 and on weekends and public holidays, where the session is, as long as more than 48 h are left;
-- from then on it runs through the night and the weekend, so that a seat offered on a Friday evening is not kept from the
-- others until it is too late to offer it to them.
CREATE OR REPLACE FUNCTION offer_ends_at(p_now timestamptz, p_starts_at timestamptz, p_zone text) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
  remaining interval := least(greatest((p_starts_at - p_now) * 0.12, interval '1 hour'), interval '24 hours');
  v_region text := coalesce((SELECT data->>'region' FROM settings WHERE id = 1), 'BUND');
  runs_from timestamptz := greatest(p_starts_at - interval '48 hours', p_now);
  v_day date := (p_now AT TIME ZONE p_zone)::date;
  opens timestamptz;
  closes timestamptz;
BEGIN
  LOOP
    opens := greatest((v_day + time '07:00') AT TIME ZONE p_zone, p_now);
    closes := (v_day + time '20:00') AT TIME ZONE p_zone;
    IF opens >= runs_from THEN RETURN runs_from + remaining; END IF;
    IF opens < closes AND extract(isodow FROM v_day) < 6
       AND NOT EXISTS (SELECT FROM public_holidays h WHERE h.region = v_region AND h.day = v_day) THEN
      IF closes >= runs_from OR closes - opens >= remaining THEN RETURN opens + remaining; END IF;
      remaining := remaining - (closes - opens);
    END IF;
    v_day := v_day + 1;
  END LOOP;
END $$;

-- As before (20261127170000_house_settings); and whoever waits, or did since then, has something to do with the house.
CREATE OR REPLACE FUNCTION people_to_erase(p_before timestamptz) RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
  WITH recent AS MATERIALIZED (
    SELECT s.participant_id AS sat, b.participant_id AS booked, b.email, b.booker_email, x.email AS substitute
      FROM group_sessions g
      JOIN seats s ON s.group_session_id = g.id
      JOIN bookings b ON b.id = s.booking_id
      LEFT JOIN substitutions x ON x.booking_id = b.id
     WHERE g.ends_at >= p_before
    UNION ALL
    SELECT NULL, b.participant_id, b.email, b.booker_email, NULL
      FROM waitlist_entries e JOIN bookings b ON b.id = e.booking_id
     WHERE e.queued_at IS NOT NULL AND (e.closed_at IS NULL OR e.closed_at >= p_before)
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
