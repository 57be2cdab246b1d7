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
