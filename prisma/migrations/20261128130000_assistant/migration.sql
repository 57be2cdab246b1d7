-- A booking has two people who read of it, and links that show something without opening it.

-- Whose calendar the entry is in: one by default, so that nobody's day is blocked twice.
CREATE TYPE calendar_reader AS ENUM ('participant', 'booker', 'both');

-- The page for approval is a link of its own: it is closed until somebody asks for it, and a new one voids the old.
ALTER TABLE bookings
  ADD COLUMN calendar_for calendar_reader NOT NULL DEFAULT 'participant',
  ADD COLUMN approval_generation INTEGER NOT NULL DEFAULT 1,
  ADD COLUMN approval_open BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT bookings_calendar_for_somebody CHECK (calendar_for = 'participant' OR booker_email IS NOT NULL),
  ADD CONSTRAINT bookings_approval_generation CHECK (approval_generation >= 1);

-- An address that a calendar reads by itself: of one mailbox, or of a member of the team. The secret in it is derived
-- from id and generation; what is deleted or raised is void at once.
CREATE TABLE calendar_feeds (
    id             UUID NOT NULL DEFAULT gen_random_uuid(),
    participant_id UUID,
    team_member_id UUID,
    generation     INTEGER NOT NULL DEFAULT 1,
    created_at     TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT calendar_feeds_pkey PRIMARY KEY (id),
    CONSTRAINT calendar_feeds_of_one CHECK (num_nonnulls(participant_id, team_member_id) = 1),
    CONSTRAINT calendar_feeds_generation CHECK (generation >= 1),
    CONSTRAINT calendar_feeds_participant_id_fkey FOREIGN KEY (participant_id)
      REFERENCES participants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT calendar_feeds_team_member_id_fkey FOREIGN KEY (team_member_id)
      REFERENCES team_members (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX calendar_feeds_participant_id_key ON calendar_feeds (participant_id);
CREATE UNIQUE INDEX calendar_feeds_team_member_id_key ON calendar_feeds (team_member_id);

-- As before (20261127210000_booking_details); closed to everybody during the first access, and notes whose calendar the
-- entry is for; without a booker there is one person to ask.
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
                        booker_name, booker_email, locale, calendar_title, calendar_for, terms, price_net_cents,
                        vat_rate_basis_points, currency, business_use_version, terms_version, agreed_at, code_issued_at,
                        created_at)
  VALUES (p_booking->>'reference', p_booking->>'givenName', p_booking->>'familyName', p_booking->>'title',
          p_booking->>'companyName', (p_booking->>'role')::participant_role, p_booking->>'email', p_booking->>'phone',
          p_booking->>'bookerName', p_booking->>'bookerEmail', (p_booking->>'locale')::locale,
          coalesce(p_booking->>'calendarTitle', 'discreet')::calendar_title,
          CASE WHEN p_booking->>'bookerEmail' IS NULL THEN 'participant'
               ELSE coalesce(p_booking->>'calendarFor', 'participant') END::calendar_reader,
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
