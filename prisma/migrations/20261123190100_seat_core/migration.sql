-- What is always true of seats, said by the database itself, so that no path (web, API, desk, worker, psql)
-- can do otherwise. Verbs translate names of constraints to reasons (lib/errors.ts); raised messages name theirs as
-- PostgreSQL does, because the driver adapter passes on the message only.

-- Nobody waits for ever: a lock that is not free within 3 s is a refusal, a forgotten transaction ends itself.
-- By role and not by connection, because PgBouncer in transaction mode drops what a connection sets.
ALTER ROLE CURRENT_USER SET lock_timeout = '3s';
ALTER ROLE CURRENT_USER SET statement_timeout = '15s';
ALTER ROLE CURRENT_USER SET idle_in_transaction_session_timeout = '15s';
-- Prisma's driver adapter writes instants without an offset and cuts it off when reading: anything but UTC shifts them.
ALTER ROLE CURRENT_USER SET timezone = 'UTC';

-- Facts about one row ------------------------------------------------------------------------------------

ALTER TABLE formats
  ADD CONSTRAINT formats_closed_is_reviewed CHECK (round <> 'closed' OR admission = 'reviewed'),
  ADD CONSTRAINT formats_capacity CHECK (capacity BETWEEN 1 AND 500 AND minimum BETWEEN 1 AND capacity),
  ADD CONSTRAINT formats_length CHECK (length_minutes BETWEEN 5 AND 1440),
  ADD CONSTRAINT formats_price CHECK (price_net_cents > 0 AND vat_rate_basis_points BETWEEN 0 AND 10000);

ALTER TABLE group_sessions
  ADD CONSTRAINT group_sessions_capacity CHECK (capacity BETWEEN 1 AND 500),
  ADD CONSTRAINT group_sessions_minimum CHECK (minimum BETWEEN 1 AND capacity),
  ADD CONSTRAINT group_sessions_order CHECK (ends_at > starts_at),
  ADD CONSTRAINT group_sessions_local_start CHECK (local_start ~ '^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$'),
  ADD CONSTRAINT group_sessions_never_overbooked CHECK (seats_taken BETWEEN 0 AND capacity),
  ADD CONSTRAINT group_sessions_empty_when_off CHECK (status NOT IN ('draft', 'cancelled') OR seats_taken = 0);

ALTER TABLE participants ADD CONSTRAINT participants_email_lower CHECK (email = lower(email));
ALTER TABLE team_members ADD CONSTRAINT team_members_email_lower CHECK (email = lower(email));
ALTER TABLE bookings
  ADD CONSTRAINT bookings_email_lower CHECK (email = lower(email) AND booker_email = lower(booker_email)),
  ADD CONSTRAINT bookings_booker_whole CHECK ((booker_name IS NULL) = (booker_email IS NULL)),
  ADD CONSTRAINT bookings_code_tries CHECK (code_tries BETWEEN 0 AND 5);

ALTER TABLE seats
  ADD CONSTRAINT seats_released_whole
    CHECK ((state = 'released') = (release_reason IS NOT NULL) AND (state = 'released') = (released_at IS NOT NULL)),
  ADD CONSTRAINT seats_held_expires CHECK (state NOT IN ('held', 'offered') OR expires_at IS NOT NULL),
  ADD CONSTRAINT seats_requested_decides CHECK (state <> 'requested' OR decide_at IS NOT NULL),
  ADD CONSTRAINT seats_person_known CHECK (state NOT IN ('requested', 'confirmed') OR participant_id IS NOT NULL);

ALTER TABLE settings ADD CONSTRAINT settings_one_row CHECK (id = 1);

-- Facts about several rows -------------------------------------------------------------------------------

-- "Active" leaves out held: an unverified hold never learns about others.
CREATE UNIQUE INDEX seats_one_per_person ON seats (group_session_id, participant_id)
  WHERE state IN ('requested', 'offered', 'confirmed');
-- company_group_id is set in closed rounds only.
CREATE UNIQUE INDEX seats_one_per_company_group ON seats (group_session_id, company_group_id)
  WHERE state = 'confirmed' AND company_group_id IS NOT NULL;
-- Rebooking: never two confirmed seats, never two open requests of one booking.
CREATE UNIQUE INDEX seats_one_confirmed_per_booking ON seats (booking_id) WHERE state = 'confirmed';
CREATE UNIQUE INDEX seats_one_pending_per_booking ON seats (booking_id) WHERE state IN ('held', 'requested');
CREATE UNIQUE INDEX substitutions_one_open_per_seat ON substitutions (seat_id) WHERE state = 'requested';

-- What the sweep looks for every minute.
CREATE INDEX seats_expiring ON seats (expires_at) WHERE state IN ('held', 'offered');
CREATE INDEX seats_deciding ON seats (decide_at) WHERE state = 'requested';

-- The counter --------------------------------------------------------------------------------------------

-- Keeps group_sessions.seats_taken. The UPDATE locks the session row, so that even a path that takes no lock
-- itself cannot oversell; a full session is refused by group_sessions_never_overbooked.
CREATE FUNCTION count_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  delta int := 0;
  session uuid;
BEGIN
  IF TG_OP <> 'DELETE' AND NEW.state <> 'released' THEN delta := delta + 1; END IF;
  IF TG_OP <> 'INSERT' AND OLD.state <> 'released' THEN delta := delta - 1; END IF;
  IF delta = 0 THEN RETURN NULL; END IF;
  IF TG_OP = 'DELETE' THEN session := OLD.group_session_id; ELSE session := NEW.group_session_id; END IF;
  UPDATE group_sessions SET seats_taken = seats_taken + delta
   WHERE id = session AND (delta < 0 OR status IN ('published', 'guaranteed'));
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no seat can be taken in this session: constraint "seats_session_open"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_session_open', TABLE = 'seats';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER seats_count AFTER INSERT OR UPDATE OR DELETE ON seats FOR EACH ROW EXECUTE FUNCTION count_seat();

-- Only count_seat writes the counter: it runs one trigger level deeper than anybody's own statement.
CREATE FUNCTION guard_seats_taken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (TG_OP = 'INSERT' AND NEW.seats_taken <> 0)
     OR (TG_OP = 'UPDATE' AND NEW.seats_taken <> OLD.seats_taken AND pg_trigger_depth() < 2) THEN
    RAISE EXCEPTION 'seats_taken is kept by the trigger on seats: constraint "group_sessions_counter_guarded"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'group_sessions_counter_guarded', TABLE = 'group_sessions';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER group_sessions_guard_counter BEFORE INSERT OR UPDATE ON group_sessions
  FOR EACH ROW EXECUTE FUNCTION guard_seats_taken();

-- Transitions --------------------------------------------------------------------------------------------

CREATE FUNCTION guard_seat_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = 'released' THEN
      RAISE EXCEPTION 'a seat does not begin released: constraint "seats_transition"'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_transition', TABLE = 'seats';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.group_session_id, NEW.booking_id) IS DISTINCT FROM (OLD.group_session_id, OLD.booking_id)
     OR (OLD.participant_id IS NOT NULL AND NEW.participant_id IS DISTINCT FROM OLD.participant_id)
     OR (OLD.state = 'released' AND (NEW.release_reason, NEW.released_at) IS DISTINCT FROM (OLD.release_reason, OLD.released_at))
     OR NOT (NEW.state = OLD.state OR CASE OLD.state
       WHEN 'held' THEN NEW.state IN ('requested', 'confirmed', 'released')
       WHEN 'offered' THEN NEW.state IN ('requested', 'confirmed', 'released')
       WHEN 'requested' THEN NEW.state IN ('confirmed', 'released')
       WHEN 'confirmed' THEN NEW.state = 'released'
       ELSE false END) THEN
    RAISE EXCEPTION 'seat cannot go from % to %: constraint "seats_transition"', OLD.state, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_transition', TABLE = 'seats';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seats_guard_transition BEFORE INSERT OR UPDATE ON seats
  FOR EACH ROW EXECUTE FUNCTION guard_seat_transition();

CREATE FUNCTION guard_session_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (NEW.status = OLD.status OR CASE OLD.status
      WHEN 'draft' THEN NEW.status = 'published'
      WHEN 'published' THEN NEW.status IN ('guaranteed', 'finished', 'cancelled')
      WHEN 'guaranteed' THEN NEW.status IN ('finished', 'cancelled')
      ELSE false END) THEN
    RAISE EXCEPTION 'session cannot go from % to %: constraint "group_sessions_transition"', OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'group_sessions_transition', TABLE = 'group_sessions';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER group_sessions_guard_transition BEFORE UPDATE ON group_sessions
  FOR EACH ROW EXECUTE FUNCTION guard_session_transition();

-- What is written stays -----------------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% on % is refused: constraint "%_kept"', TG_OP, TG_TABLE_NAME, TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_TABLE_NAME || '_kept', TABLE = TG_TABLE_NAME;
END $$;
CREATE TRIGGER activities_kept BEFORE UPDATE OR DELETE ON activities FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER activities_not_truncated BEFORE TRUNCATE ON activities EXECUTE FUNCTION refuse_change();
-- A TRUNCATE would pass count_seat by.
CREATE TRIGGER seats_not_truncated BEFORE TRUNCATE ON seats EXECUTE FUNCTION refuse_change();
CREATE TRIGGER group_sessions_not_truncated BEFORE TRUNCATE ON group_sessions EXECUTE FUNCTION refuse_change();

-- The log that reacts --------------------------------------------------------------------------------------

-- Writes an activity and enqueues its reaction, in the caller's transaction: what is rolled back is neither
-- logged nor mailed, what is committed is both.
CREATE FUNCTION record_activity(
  p_kind text, p_actor_kind actor_kind, p_actor uuid, p_booking uuid, p_seat uuid, p_session uuid,
  p_detail jsonb, p_at timestamptz
) RETURNS uuid LANGUAGE plpgsql AS $$
DECLARE
  activity uuid;
BEGIN
  INSERT INTO activities (kind, actor_kind, actor_id, booking_id, seat_id, group_session_id, detail, at)
  VALUES (p_kind, p_actor_kind, p_actor, p_booking, p_seat, p_session, coalesce(p_detail, '{}'), coalesce(p_at, clock_timestamp()))
  RETURNING id INTO activity;
  PERFORM graphile_worker.add_job('react', json_build_object('activityId', activity));
  RETURN activity;
END $$;

-- Lapses what has run out in one session. The caller holds the session's lock.
CREATE FUNCTION lapse_holds(p_session uuid, p_now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  lapsed int := 0;
  seat record;
BEGIN
  FOR seat IN
    UPDATE seats SET state = 'released', release_reason = 'expired', released_at = p_now
     WHERE group_session_id = p_session AND state IN ('held', 'offered') AND expires_at <= p_now
    RETURNING id, booking_id
  LOOP
    PERFORM record_activity('seat.expired', 'system', NULL, seat.booking_id, seat.id, p_session, NULL, p_now);
    lapsed := lapsed + 1;
  END LOOP;
  RETURN lapsed;
END $$;

-- Takes a seat: the hot path, one round trip, because what costs is every round trip while the row is locked.
-- "Full" is a value; there is no exception block, which would cost a subtransaction for each call.
-- The time is the database's unless a test passes one, read after the lock so that waiting cannot revive a hold.
CREATE FUNCTION hold_seat(
  p_session uuid, p_request uuid, p_payload_hash text, p_booking jsonb, p_now timestamptz DEFAULT NULL
) RETURNS TABLE (outcome text, held_booking_id uuid, held_reference text, held_until timestamptz)
LANGUAGE plpgsql AS $$
DECLARE
  session record;
  earlier record;
  v_now timestamptz;
  unverified int;
  v_booking uuid;
  v_seat uuid;
  v_until timestamptz;
BEGIN
  SELECT s.id, s.status, s.starts_at, s.capacity, s.seats_taken, s.format_id INTO session
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
  IF session.status NOT IN ('published', 'guaranteed') OR session.starts_at <= v_now THEN
    RETURN QUERY SELECT 'session_closed', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
  END IF;
  IF session.seats_taken - lapse_holds(p_session, v_now) >= session.capacity THEN
    RETURN QUERY SELECT 'session_full', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
  END IF;

  -- Nobody can lock a session by typing: once more than half of it is unverified, further holds are short.
  SELECT count(*) INTO unverified FROM seats WHERE group_session_id = p_session AND state = 'held';
  v_until := v_now + CASE WHEN unverified * 2 > session.capacity THEN interval '5 minutes' ELSE interval '30 minutes' END;

  INSERT INTO bookings (reference, given_name, family_name, title, company_name, role, email, phone,
                        booker_name, booker_email, locale, terms, price_net_cents, vat_rate_basis_points, currency,
                        business_use_version, terms_version, agreed_at, code_issued_at, created_at)
  SELECT p_booking->>'reference', p_booking->>'givenName', p_booking->>'familyName', p_booking->>'title',
         p_booking->>'companyName', (p_booking->>'role')::participant_role, p_booking->>'email', p_booking->>'phone',
         p_booking->>'bookerName', p_booking->>'bookerEmail', (p_booking->>'locale')::locale,
         f.terms, f.price_net_cents, f.vat_rate_basis_points, f.currency,
         p_booking->>'businessUseVersion', p_booking->>'termsVersion', v_now, v_now, v_now
    FROM formats f WHERE f.id = session.format_id
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
