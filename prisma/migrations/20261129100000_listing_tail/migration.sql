-- A closed round that nobody who waits fits into opens to the public, and everybody who waits is told so once
-- (docs/decisions/0033). Set while that is so; the session being booked out ends it.
ALTER TABLE group_sessions ADD COLUMN opened_at TIMESTAMPTZ(3);

-- Why somebody is to say yes to a booking, in the words of who asks for it; there as long as the link is.
ALTER TABLE bookings
  ADD COLUMN approval_reason TEXT,
  ADD CONSTRAINT bookings_approval_reason CHECK (approval_reason IS NULL
    OR approval_open AND approval_reason ~ '\S' AND length(approval_reason) <= 500);

-- Who is offered a seat elsewhere is looked for too; there are few of those.
DROP INDEX waitlist_entries_waiting;
CREATE INDEX waitlist_entries_open ON waitlist_entries (format_id)
  WHERE state IN ('waiting', 'offered') AND queued_at IS NOT NULL;

-- Who wants a seat in a session: by having named it, or a time that it begins at. Also whoever is offered a seat, here
-- or elsewhere.
CREATE FUNCTION interested_in(p_session uuid)
RETURNS TABLE (entry_id uuid, booking_id uuid, participant_id uuid, state waitlist_state, pinned_at timestamptz,
               since timestamptz) LANGUAGE sql STABLE AS $$
  SELECT e.id, e.booking_id, b.participant_id, e.state, e.pinned_at, coalesce(d.queued_at, e.queued_at)
    FROM group_sessions s
    JOIN waitlist_entries e ON e.format_id = s.format_id AND e.state IN ('waiting', 'offered') AND e.queued_at IS NOT NULL
    JOIN bookings b ON b.id = e.booking_id
    LEFT JOIN waitlist_dates d ON d.entry_id = e.id AND d.group_session_id = s.id
   WHERE s.id = p_session AND CASE WHEN d.entry_id IS NOT NULL THEN d.declined_at IS NULL ELSE EXISTS (
           SELECT FROM waitlist_wishes w
            WHERE w.entry_id = e.id AND w.weekday = extract(isodow FROM s.local_start::timestamp)
              AND substr(s.local_start, 12) >= w.from_time AND substr(s.local_start, 12) < w.until_time) END
$$;

-- As before (20261128100000_waitlist).
CREATE OR REPLACE FUNCTION waiting_for(p_session uuid)
RETURNS TABLE (entry_id uuid, booking_id uuid, participant_id uuid, place int) LANGUAGE sql STABLE AS $$
  SELECT i.entry_id, i.booking_id, i.participant_id,
         (row_number() OVER (ORDER BY i.pinned_at NULLS LAST, i.since, i.entry_id))::int
    FROM interested_in(p_session) i WHERE i.state = 'waiting'
$$;

-- To whom it is news that a seat in a session can be requested: whoever wants one there, whether they fit or not, so
-- that the mail tells nobody how they stand. Not to whom has one, or has given one back since.
CREATE FUNCTION hears_of_opening(p_session uuid)
RETURNS TABLE (entry_id uuid, booking_id uuid, since timestamptz) LANGUAGE sql STABLE AS $$
  SELECT i.entry_id, i.booking_id, i.since FROM interested_in(p_session) i
   WHERE NOT EXISTS (
     SELECT FROM seats s WHERE s.group_session_id = p_session AND (s.booking_id = i.booking_id OR s.participant_id = i.participant_id)
        AND (s.state IN ('requested', 'confirmed', 'offered')
             OR s.release_reason IN ('cancelled', 'rebooked', 'withdrawn') AND s.released_at >= i.since))
$$;

-- Whether a closed round has a seat that can be offered to nobody, and nobody has been told of that yet.
CREATE FUNCTION is_opening(p_session uuid, p_now timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM group_sessions s JOIN formats f ON f.id = s.format_id
     WHERE s.id = p_session AND f.round = 'closed' AND s.opened_at IS NULL AND s.status IN ('published', 'guaranteed')
       AND s.paused_until IS NULL AND s.seats_taken < s.capacity AND s.starts_at >= p_now + interval '6 hours'
       AND (s.first_access_until IS NULL OR s.first_access_until <= p_now))
     AND NOT EXISTS (SELECT FROM waiting_for(p_session) w WHERE fits(p_session, w.booking_id, w.participant_id))
     AND EXISTS (SELECT FROM hears_of_opening(p_session))
$$;

-- As before (20261128120000_viability); what is left of a closed round after that is for everybody.
CREATE OR REPLACE FUNCTION offer_seats(p_session uuid, p_now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  session record;
  next record;
  made int := 0;
  v_until timestamptz;
  v_seat uuid;
BEGIN
  SELECT s.status, s.paused_until, s.starts_at, s.time_zone, s.capacity - s.seats_taken AS free,
         s.first_access_until INTO session
    FROM group_sessions s WHERE s.id = p_session;
  IF session.status NOT IN ('published', 'guaranteed') OR session.paused_until IS NOT NULL OR session.free <= 0
     OR session.starts_at - p_now < interval '6 hours' OR NOT EXISTS (SELECT FROM interested_in(p_session)) THEN
    RETURN 0;
  END IF;
  PERFORM lock_queue();
  -- "Until Wednesday, 10:00 only for you" is what they have.
  v_until := date_trunc('milliseconds', greatest(offer_ends_at(p_now, session.starts_at, session.time_zone),
                                                 session.first_access_until));
  WHILE made < session.free LOOP
    SELECT w.* INTO next FROM waiting_for(p_session) w
     WHERE fits(p_session, w.booking_id, w.participant_id) ORDER BY w.place LIMIT 1;
    EXIT WHEN NOT FOUND;
    INSERT INTO seats (group_session_id, booking_id, participant_id, state, expires_at, created_at)
    SELECT p_session, next.booking_id, next.participant_id, 'offered', v_until,
           greatest(p_now, max(created_at) + interval '1 millisecond')
      FROM seats WHERE booking_id = next.booking_id
    RETURNING id INTO v_seat;
    INSERT INTO seat_offers (entry_id, seat_id, offered_at, expires_at) VALUES (next.entry_id, v_seat, p_now, v_until);
    UPDATE waitlist_entries SET state = 'offered' WHERE id = next.entry_id;
    PERFORM record_activity('offer.made', 'system', NULL, next.booking_id, v_seat, p_session,
                            jsonb_build_object('entryId', next.entry_id, 'expiresAt', v_until), p_now);
    made := made + 1;
  END LOOP;
  IF is_opening(p_session, p_now) THEN
    UPDATE group_sessions SET opened_at = p_now WHERE id = p_session;
    PERFORM record_activity('session.opened', 'system', NULL, NULL, NULL, p_session, NULL, p_now);
  END IF;
  RETURN made;
END $$;
