-- Whether a session takes place: who decides that, and when (docs/decisions/0028).

-- As soon as enough people are confirmed; on the decision date, if enough are then; or the organizer by hand.
CREATE TYPE guarantee_rule AS ENUM ('at_minimum', 'at_decision', 'by_hand');

ALTER TABLE formats
  ADD COLUMN decision_working_days INTEGER NOT NULL DEFAULT 5,
  ADD COLUMN guarantee guarantee_rule NOT NULL DEFAULT 'at_minimum',
  ADD CONSTRAINT formats_decision_working_days CHECK (decision_working_days BETWEEN 1 AND 30);

-- Announced with the date, so an edited format does not move it.
ALTER TABLE group_sessions
  ADD COLUMN decision_working_days INTEGER NOT NULL DEFAULT 5,
  ADD CONSTRAINT group_sessions_decision_working_days CHECK (decision_working_days BETWEEN 1 AND 30);

-- First access: until then a published session is for those alone who have wished for such a date. Nobody else sees it,
-- holds a seat in it or moves there; whoever wished has a seat offered as long. What is public follows from the instant,
-- so that a worker that stands still keeps nobody out.
ALTER TABLE group_sessions
  ADD COLUMN first_access_until TIMESTAMPTZ(3),
  ADD CONSTRAINT group_sessions_first_access_published CHECK (first_access_until IS NULL OR status <> 'draft');

-- As before (20261127210000_booking_details), and closed to everybody during the first access.
CREATE OR REPLACE FUNCTION hold_seat(
  p_session uuid, p_request uuid, p_payload_hash text, p_booking jsonb, p_now timestamptz DEFAULT NULL
) RETURNS TABLE (outcome text, held_booking_id uuid, held_reference text, held_until timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  session record;
  offered formats;
  earlier record;
  v_now timestamptz;
  unverified int;
  v_booking uuid;
  v_seat uuid;
  v_until timestamptz;
BEGIN
  SELECT s.id, s.status, s.starts_at, s.capacity, s.seats_taken, s.format_id, s.paused_until, s.first_access_until INTO session
    FROM group_sessions s WHERE s.id = p_session FOR NO KEY UPDATE;
  v_now := coalesce(p_now, clock_timestamp());

  SELECT r.payload_hash, r.result INTO earlier FROM requests r WHERE r.verb = 'hold-seat' AND r.request_id = p_request;
  IF FOUND THEN
    IF earlier.payload_hash <> p_payload_hash THEN
      RETURN QUERY SELECT 'request_id_reused', NULL::uuid, NULL::text, NULL::timestamptz;
    ELSE
      RETURN QUERY SELECT 'held', (earlier.result->>'bookingId')::uuid, earlier.result->>'reference',
                          (earlier.result->>'heldUntil')::timestamptz;
    END IF;
    RETURN;
  END IF;

  IF session.id IS NULL THEN
    RETURN QUERY SELECT 'not_found', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
  END IF;
  IF session.status NOT IN ('published', 'guaranteed') OR session.starts_at <= v_now
     OR session.first_access_until > v_now THEN
    RETURN QUERY SELECT 'session_closed', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
  END IF;
  IF session.paused_until IS NOT NULL THEN
    RETURN QUERY SELECT 'session_paused', NULL::uuid, NULL::text, session.paused_until; RETURN;
  END IF;
  IF session.seats_taken - lapse_holds(p_session, v_now) >= session.capacity THEN
    RETURN QUERY SELECT 'session_full', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
  END IF;
  SELECT * INTO offered FROM formats f WHERE f.id = session.format_id;
  IF p_booking->>'conditions' <> conditions_of(session.starts_at, offered) THEN
    RETURN QUERY SELECT 'conditions_changed', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
  END IF;

  -- Nobody can lock a session by typing: once more than half of it is unverified, further holds are short.
  SELECT count(*) INTO unverified FROM seats WHERE group_session_id = p_session AND state = 'held';
  v_until := v_now + CASE WHEN unverified * 2 > session.capacity THEN interval '5 minutes' ELSE interval '30 minutes' END;

  INSERT INTO bookings (reference, given_name, family_name, title, company_name, role, email, phone,
                        booker_name, booker_email, locale, calendar_title, terms, price_net_cents,
                        vat_rate_basis_points, currency, business_use_version, terms_version, agreed_at, code_issued_at,
                        created_at)
  VALUES (p_booking->>'reference', p_booking->>'givenName', p_booking->>'familyName', p_booking->>'title',
          p_booking->>'companyName', (p_booking->>'role')::participant_role, p_booking->>'email', p_booking->>'phone',
          p_booking->>'bookerName', p_booking->>'bookerEmail', (p_booking->>'locale')::locale,
          coalesce(p_booking->>'calendarTitle', 'discreet')::calendar_title,
          offered.terms, offered.price_net_cents, offered.vat_rate_basis_points, offered.currency,
          p_booking->>'businessUseVersion', p_booking->>'termsVersion', v_now, v_now, v_now)
  RETURNING id INTO v_booking;

  INSERT INTO seats (group_session_id, booking_id, state, expires_at, created_at)
  VALUES (p_session, v_booking, 'held', v_until, v_now) RETURNING id INTO v_seat;

  INSERT INTO requests (verb, request_id, payload_hash, result, created_at)
  VALUES ('hold-seat', p_request, p_payload_hash,
          jsonb_build_object('bookingId', v_booking, 'reference', p_booking->>'reference', 'heldUntil', v_until), v_now);
  PERFORM record_activity('seat.held', CASE WHEN p_booking->>'bookerEmail' IS NULL THEN 'participant' ELSE 'booker' END::actor_kind,
                          NULL, v_booking, v_seat, p_session, jsonb_build_object('codeGeneration', 1), v_now);
  RETURN QUERY SELECT 'held', v_booking, p_booking->>'reference', v_until;
END $$;

-- As before (20261127220000_waitlist); during the first access an offer stands to its end.
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
    INSERT INTO seat_offers (entry_id, seat_id, offered_at, expires_at) VALUES (next.entry_id, v_seat, p_now, v_until);
    UPDATE waitlist_entries SET state = 'offered' WHERE id = next.entry_id;
    PERFORM record_activity('offer.made', 'system', NULL, next.booking_id, v_seat, p_session,
                            jsonb_build_object('entryId', next.entry_id, 'expiresAt', v_until), p_now);
    made := made + 1;
  END LOOP;
  RETURN made;
END $$;
