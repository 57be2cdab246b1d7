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

-- Whether an entry asks for a session: by name, or by a wish. Who wishes says in which language by that of the booking;
-- who names a date takes it as it is.
CREATE FUNCTION asks_for(p_entry uuid, p_session uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(
    (SELECT d.declined_at IS NULL FROM waitlist_dates d WHERE d.entry_id = p_entry AND d.group_session_id = p_session),
    EXISTS (
      SELECT FROM waitlist_wishes w
        JOIN waitlist_entries e ON e.id = w.entry_id
        JOIN bookings b ON b.id = e.booking_id
        JOIN group_sessions s ON s.id = p_session AND s.language = b.locale
       WHERE w.entry_id = p_entry AND w.weekday = extract(isodow FROM s.local_start::timestamp)
         AND substr(s.local_start, 12) >= w.from_time AND substr(s.local_start, 12) < w.until_time))
$$;

-- Who wants a seat in a session, also whoever is offered one, here or elsewhere.
CREATE FUNCTION interested_in(p_session uuid)
RETURNS TABLE (entry_id uuid, booking_id uuid, participant_id uuid, state waitlist_state, pinned_at timestamptz,
               since timestamptz) LANGUAGE sql STABLE AS $$
  SELECT e.id, e.booking_id, b.participant_id, e.state, e.pinned_at, coalesce(d.queued_at, e.queued_at)
    FROM group_sessions s
    JOIN waitlist_entries e ON e.format_id = s.format_id AND e.state IN ('waiting', 'offered') AND e.queued_at IS NOT NULL
    JOIN bookings b ON b.id = e.booking_id
    LEFT JOIN waitlist_dates d ON d.entry_id = e.id AND d.group_session_id = s.id
   WHERE s.id = p_session AND asks_for(e.id, s.id)
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
