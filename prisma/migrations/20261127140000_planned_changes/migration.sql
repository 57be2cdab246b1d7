-- A change of a session that touches people is planned, shown for ten minutes as what will happen, and then carried
-- out; until then nothing else changes there, and it can be taken back as if it had never been.
CREATE TYPE session_change_kind AS ENUM ('move', 'cancel', 'capacity', 'edit');
CREATE TYPE planned_change_state AS ENUM ('planned', 'carried_out', 'impossible');

CREATE TABLE planned_changes (
    id               UUID NOT NULL DEFAULT gen_random_uuid(),
    group_session_id UUID NOT NULL,
    kind             session_change_kind NOT NULL,
    payload          JSONB NOT NULL,
    message          TEXT,
    revision         INTEGER NOT NULL,
    effective_at     TIMESTAMPTZ(3) NOT NULL,
    state            planned_change_state NOT NULL DEFAULT 'planned',
    failure          JSONB,
    planned_by_id    UUID,
    created_at       TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    closed_at        TIMESTAMPTZ(3),

    CONSTRAINT planned_changes_pkey PRIMARY KEY (id),
    CONSTRAINT planned_changes_closed_whole CHECK ((state = 'planned') = (closed_at IS NULL)),
    CONSTRAINT planned_changes_failure CHECK ((state = 'impossible') = (failure IS NOT NULL)),
    CONSTRAINT planned_changes_group_session_id_fkey FOREIGN KEY (group_session_id)
      REFERENCES group_sessions (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT planned_changes_planned_by_id_fkey FOREIGN KEY (planned_by_id)
      REFERENCES team_members (id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX planned_changes_group_session_id_idx ON planned_changes (group_session_id);
CREATE UNIQUE INDEX planned_changes_one_open ON planned_changes (group_session_id) WHERE state = 'planned';
-- What the sweep looks for every minute.
CREATE INDEX planned_changes_due ON planned_changes (effective_at) WHERE state = 'planned';

-- The pause ----------------------------------------------------------------------------------------------

-- Told by the row that every verb locks anyway, so that nobody has to ask a second table on the hot path.
ALTER TABLE group_sessions ADD COLUMN paused_until TIMESTAMPTZ(3);

-- Keeps group_sessions.paused_until: a session is paused as long as it has an open plan, whoever writes or deletes it.
CREATE FUNCTION pause_session() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  session uuid;
BEGIN
  IF TG_OP = 'DELETE' THEN session := OLD.group_session_id; ELSE session := NEW.group_session_id; END IF;
  UPDATE group_sessions SET paused_until =
    (SELECT effective_at FROM planned_changes WHERE group_session_id = session AND state = 'planned')
   WHERE id = session;
  RETURN NULL;
END $$;
CREATE TRIGGER planned_changes_pause AFTER INSERT OR UPDATE OR DELETE ON planned_changes
  FOR EACH ROW EXECUTE FUNCTION pause_session();

-- The last line: as before, and no seat is taken in a paused session on any path. Giving one back always works.
CREATE OR REPLACE FUNCTION count_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  delta int := 0;
  session uuid;
BEGIN
  IF TG_OP <> 'DELETE' AND NEW.state <> 'released' THEN delta := delta + 1; END IF;
  IF TG_OP <> 'INSERT' AND OLD.state <> 'released' THEN delta := delta - 1; END IF;
  IF delta = 0 THEN RETURN NULL; END IF;
  IF TG_OP = 'DELETE' THEN session := OLD.group_session_id; ELSE session := NEW.group_session_id; END IF;
  UPDATE group_sessions SET seats_taken = seats_taken + delta
   WHERE id = session AND (delta < 0 OR status IN ('published', 'guaranteed') AND paused_until IS NULL);
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no seat can be taken in this session: constraint "seats_session_open"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_session_open', TABLE = 'seats';
  END IF;
  RETURN NULL;
END $$;

-- Takes a seat: as before, but not in a session that is paused; then held_until says until when.
-- The hot path, one round trip, because what costs is every round trip while the row is locked.
-- "Full" is a value; there is no exception block, which would cost a subtransaction for each call.
-- The time is the database's unless a test passes one, read after the lock so that waiting cannot revive a hold.
CREATE OR REPLACE FUNCTION hold_seat(
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
  SELECT s.id, s.status, s.starts_at, s.capacity, s.seats_taken, s.format_id, s.paused_until INTO session
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
  -- Added here, with paused_until above; nothing else in this function is changed.
  IF session.paused_until IS NOT NULL THEN
    RETURN QUERY SELECT 'session_paused', NULL::uuid, NULL::text, session.paused_until; RETURN;
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
