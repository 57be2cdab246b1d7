-- What somebody was shown who is offered a seat: they agree to that and to nothing else. Null for offers made before.
ALTER TABLE seat_offers ADD COLUMN conditions TEXT;

-- As before (20261128120000_viability); and the offer says what it was made under.
CREATE OR REPLACE FUNCTION offer_seats(p_session uuid, p_now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  session record;
  next record;
  made int := 0;
  v_until timestamptz;
  v_seat uuid;
BEGIN
  SELECT s.status, s.paused_until, s.starts_at, s.time_zone, s.capacity - s.seats_taken AS free,
         s.first_access_until, conditions_of(s.starts_at, f) AS conditions INTO session
    FROM group_sessions s CROSS JOIN LATERAL format_now(s.format_id) f WHERE s.id = p_session;
  IF session.status NOT IN ('published', 'guaranteed') OR session.paused_until IS NOT NULL OR session.free <= 0
     OR session.starts_at - p_now < interval '6 hours' OR NOT EXISTS (SELECT FROM waiting_for(p_session)) THEN
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
    INSERT INTO seat_offers (entry_id, seat_id, offered_at, expires_at, conditions)
    VALUES (next.entry_id, v_seat, p_now, v_until, session.conditions);
    UPDATE waitlist_entries SET state = 'offered' WHERE id = next.entry_id;
    PERFORM record_activity('offer.made', 'system', NULL, next.booking_id, v_seat, p_session,
                            jsonb_build_object('entryId', next.entry_id, 'expiresAt', v_until), p_now);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;
