-- The waiting list. Whoever frees a seat offers it, in the same transaction and on every path (web, API, desk, worker,
-- psql): nobody slips in between, and a worker that stands still changes nothing.
CREATE TYPE waitlist_state AS ENUM ('waiting', 'offered', 'accepted', 'declined', 'left', 'lapsed');
CREATE TYPE seat_offer_state AS ENUM ('open', 'accepted', 'declined', 'lapsed', 'withdrawn');

CREATE TABLE waitlist_entries (
    id         UUID NOT NULL DEFAULT gen_random_uuid(),
    booking_id UUID NOT NULL,
    format_id  UUID NOT NULL,
    state      waitlist_state NOT NULL DEFAULT 'waiting',
    queued_at  TIMESTAMPTZ(3),
    pinned_at  TIMESTAMPTZ(3),
    lapses     INTEGER NOT NULL DEFAULT 0,
    closed_at  TIMESTAMPTZ(3),
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT waitlist_entries_pkey PRIMARY KEY (id),
    CONSTRAINT waitlist_entries_closed_whole CHECK ((state IN ('waiting', 'offered')) = (closed_at IS NULL)),
    CONSTRAINT waitlist_entries_queued CHECK (state NOT IN ('offered', 'accepted') OR queued_at IS NOT NULL),
    CONSTRAINT waitlist_entries_lapses CHECK (lapses BETWEEN 0 AND 2),
    CONSTRAINT waitlist_entries_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT waitlist_entries_format_id_fkey FOREIGN KEY (format_id)
      REFERENCES formats (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX waitlist_entries_booking_id_idx ON waitlist_entries (booking_id);
CREATE UNIQUE INDEX waitlist_entries_one_open_per_booking ON waitlist_entries (booking_id)
  WHERE state IN ('waiting', 'offered');
-- What everybody who frees a seat asks for.
CREATE INDEX waitlist_entries_waiting ON waitlist_entries (format_id) WHERE state = 'waiting' AND queued_at IS NOT NULL;

CREATE TABLE waitlist_dates (
    entry_id         UUID NOT NULL,
    group_session_id UUID NOT NULL,
    queued_at        TIMESTAMPTZ(3),
    declined_at      TIMESTAMPTZ(3),

    CONSTRAINT waitlist_dates_pkey PRIMARY KEY (entry_id, group_session_id),
    CONSTRAINT waitlist_dates_entry_id_fkey FOREIGN KEY (entry_id)
      REFERENCES waitlist_entries (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT waitlist_dates_group_session_id_fkey FOREIGN KEY (group_session_id)
      REFERENCES group_sessions (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX waitlist_dates_group_session_id_idx ON waitlist_dates (group_session_id);

CREATE TABLE waitlist_wishes (
    id         UUID NOT NULL DEFAULT gen_random_uuid(),
    entry_id   UUID NOT NULL,
    weekday    INTEGER NOT NULL,
    from_time  TEXT NOT NULL,
    until_time TEXT NOT NULL,

    CONSTRAINT waitlist_wishes_pkey PRIMARY KEY (id),
    CONSTRAINT waitlist_wishes_weekday CHECK (weekday BETWEEN 1 AND 7),
    CONSTRAINT waitlist_wishes_times
      CHECK (from_time ~ '^\d{2}:\d{2}$' AND until_time ~ '^\d{2}:\d{2}$' AND from_time < until_time),
    CONSTRAINT waitlist_wishes_entry_id_fkey FOREIGN KEY (entry_id)
      REFERENCES waitlist_entries (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX waitlist_wishes_entry_id_idx ON waitlist_wishes (entry_id);

CREATE TABLE seat_offers (
    id         UUID NOT NULL DEFAULT gen_random_uuid(),
    entry_id   UUID NOT NULL,
    seat_id    UUID NOT NULL,
    state      seat_offer_state NOT NULL DEFAULT 'open',
    offered_at TIMESTAMPTZ(3) NOT NULL,
    expires_at TIMESTAMPTZ(3) NOT NULL,
    closed_at  TIMESTAMPTZ(3),

    CONSTRAINT seat_offers_pkey PRIMARY KEY (id),
    CONSTRAINT seat_offers_closed_whole CHECK ((state = 'open') = (closed_at IS NULL)),
    CONSTRAINT seat_offers_entry_id_fkey FOREIGN KEY (entry_id)
      REFERENCES waitlist_entries (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT seat_offers_seat_id_fkey FOREIGN KEY (seat_id)
      REFERENCES seats (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX seat_offers_seat_id_key ON seat_offers (seat_id);
CREATE INDEX seat_offers_entry_id_idx ON seat_offers (entry_id);
CREATE UNIQUE INDEX seat_offers_one_open_per_entry ON seat_offers (entry_id) WHERE state = 'open';

CREATE TABLE public_holidays (
    region TEXT NOT NULL,
    day    DATE NOT NULL,

    CONSTRAINT public_holidays_pkey PRIMARY KEY (region, day)
);

ALTER TABLE seats ADD CONSTRAINT seats_offered_to_somebody CHECK (state <> 'offered' OR participant_id IS NOT NULL);

-- Transitions --------------------------------------------------------------------------------------------

-- What is closed stays closed: an offer that was accepted, declined or missed never comes back to life, and neither
-- does an entry.
CREATE FUNCTION guard_waitlist_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.booking_id, NEW.format_id) IS DISTINCT FROM (OLD.booking_id, OLD.format_id)
     OR NOT (NEW.state = OLD.state OR CASE OLD.state
       WHEN 'waiting' THEN NEW.state IN ('offered', 'declined', 'left', 'lapsed')
       WHEN 'offered' THEN NEW.state IN ('waiting', 'accepted', 'declined', 'left', 'lapsed')
       ELSE false END) THEN
    RAISE EXCEPTION 'entry cannot go from % to %: constraint "waitlist_entries_transition"', OLD.state, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'waitlist_entries_transition', TABLE = 'waitlist_entries';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER waitlist_entries_guard_transition BEFORE UPDATE ON waitlist_entries
  FOR EACH ROW EXECUTE FUNCTION guard_waitlist_transition();

CREATE FUNCTION guard_offer_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'open' OR (NEW.entry_id, NEW.seat_id, NEW.offered_at, NEW.expires_at)
     IS DISTINCT FROM (OLD.entry_id, OLD.seat_id, OLD.offered_at, OLD.expires_at) THEN
    RAISE EXCEPTION 'an offer is closed once: constraint "seat_offers_transition"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'seat_offers_transition', TABLE = 'seat_offers';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seat_offers_guard_transition BEFORE UPDATE ON seat_offers
  FOR EACH ROW EXECUTE FUNCTION guard_offer_transition();

-- The queue ----------------------------------------------------------------------------------------------

-- The last lock of the one order: sessions, seats, bookings, people, the queue. One for the house, since an entry may
-- wait for several sessions and two of them may come free at once. Only who passes on a seat or writes an entry takes it.
CREATE FUNCTION lock_queue() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(hashtext('waitlist')) $$;

-- Takes bookings off the waiting list for whom nothing is offered: whoever they are of is forgotten.
CREATE FUNCTION leave_queue(p_bookings uuid[], p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_queue();
  UPDATE waitlist_entries SET state = 'left', closed_at = p_now WHERE booking_id = ANY (p_bookings) AND state = 'waiting';
END $$;

-- Who waits for a session, in the order in which they are asked: whom the organizer has pinned, then by the time at
-- which this date was asked for (of a wish: at which it was made), then by id.
CREATE FUNCTION waiting_for(p_session uuid)
RETURNS TABLE (entry_id uuid, booking_id uuid, participant_id uuid, place int) LANGUAGE sql STABLE AS $$
  SELECT e.id, e.booking_id, b.participant_id,
         (row_number() OVER (ORDER BY e.pinned_at NULLS LAST, coalesce(d.queued_at, e.queued_at), e.id))::int
    FROM group_sessions s
    JOIN waitlist_entries e ON e.format_id = s.format_id AND e.state = 'waiting' AND e.queued_at IS NOT NULL
    JOIN bookings b ON b.id = e.booking_id
    LEFT JOIN waitlist_dates d ON d.entry_id = e.id AND d.group_session_id = s.id
   WHERE s.id = p_session AND CASE WHEN d.entry_id IS NOT NULL THEN d.declined_at IS NULL ELSE EXISTS (
           SELECT FROM waitlist_wishes w
            WHERE w.entry_id = e.id AND w.weekday = extract(isodow FROM s.local_start::timestamp)
              AND substr(s.local_start, 12) >= w.from_time AND substr(s.local_start, 12) < w.until_time) END
$$;

-- Whether somebody who waits can have a seat there: not while this person has one, or this booking still holds one.
CREATE FUNCTION fits(p_session uuid, p_booking uuid, p_participant uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (
    SELECT FROM seats s WHERE s.group_session_id = p_session AND s.state <> 'released'
       AND (s.booking_id = p_booking OR s.participant_id = p_participant AND s.state <> 'held'))
$$;

-- How long an offer stands: 12 % of the time left, at least 1 h, at most 24 h. The clock of the window stands still
-- from 20:00 to 07:00 and on weekends and public holidays, where the session is, unless less than 48 h are left; it
-- ends six hours before the start at the latest.
CREATE FUNCTION offer_ends_at(p_now timestamptz, p_starts_at timestamptz, p_zone text) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
DECLARE
  remaining interval := least(greatest((p_starts_at - p_now) * 0.12, interval '1 hour'), interval '24 hours');
  v_region text := coalesce((SELECT data->>'region' FROM settings WHERE id = 1), 'BUND');
  v_day date := (p_now AT TIME ZONE p_zone)::date;
  opens timestamptz;
  closes timestamptz;
BEGIN
  IF p_starts_at - p_now < interval '48 hours' THEN RETURN p_now + remaining; END IF;
  LOOP
    opens := greatest((v_day + time '07:00') AT TIME ZONE p_zone, p_now);
    closes := (v_day + time '20:00') AT TIME ZONE p_zone;
    IF opens >= p_starts_at - interval '6 hours' THEN EXIT; END IF;
    IF opens < closes AND extract(isodow FROM v_day) < 6
       AND NOT EXISTS (SELECT FROM public_holidays h WHERE h.region = v_region AND h.day = v_day) THEN
      IF closes - opens >= remaining THEN
        RETURN least(opens + remaining, p_starts_at - interval '6 hours');
      END IF;
      remaining := remaining - (closes - opens);
    END IF;
    v_day := v_day + 1;
  END LOOP;
  RETURN p_starts_at - interval '6 hours';
END $$;

-- Offers the free seats of a session to whoever waits for them, first come first served, each at most one at a time.
-- Nothing is offered in the last six hours: then whoever comes first has it. The caller holds the session's lock.
-- Returns how many seats are taken by that.
CREATE FUNCTION offer_seats(p_session uuid, p_now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  session record;
  next record;
  made int := 0;
  v_until timestamptz;
  v_seat uuid;
BEGIN
  SELECT s.status, s.paused_until, s.starts_at, s.time_zone, s.capacity - s.seats_taken AS free INTO session
    FROM group_sessions s WHERE s.id = p_session;
  IF session.status NOT IN ('published', 'guaranteed') OR session.paused_until IS NOT NULL OR session.free <= 0
     OR session.starts_at - p_now < interval '6 hours' OR NOT EXISTS (SELECT FROM waiting_for(p_session)) THEN
    RETURN 0;
  END IF;
  PERFORM lock_queue();
  v_until := date_trunc('milliseconds', offer_ends_at(p_now, session.starts_at, session.time_zone));
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

-- An offered seat has gone somewhere else: the offer is closed, and the entry with it or back in the queue. Where it
-- was let pass, at the end of the queue once, then off.
CREATE FUNCTION settle_offer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_at timestamptz := coalesce(NEW.released_at, NEW.confirmed_at, NEW.requested_at, clock_timestamp());
  how seat_offer_state := CASE
    WHEN NEW.state IN ('requested', 'confirmed') THEN 'accepted'
    WHEN NEW.release_reason = 'expired' THEN 'lapsed'
    WHEN NEW.release_reason = 'declined' THEN 'declined'
    ELSE 'withdrawn' END;
  entry record;
BEGIN
  PERFORM lock_queue();
  UPDATE seat_offers SET state = how, closed_at = v_at WHERE seat_id = NEW.id AND state = 'open'
  RETURNING entry_id INTO entry;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE waitlist_entries e SET
    state = CASE WHEN how = 'accepted' THEN 'accepted' WHEN how = 'lapsed' AND e.lapses > 0 THEN 'lapsed' ELSE 'waiting' END::waitlist_state,
    closed_at = CASE WHEN how = 'accepted' OR how = 'lapsed' AND e.lapses > 0 THEN v_at END,
    lapses = e.lapses + (how = 'lapsed')::int,
    queued_at = CASE WHEN how = 'lapsed' THEN v_at ELSE e.queued_at END,
    pinned_at = CASE WHEN how = 'lapsed' THEN NULL ELSE e.pinned_at END
   WHERE e.id = entry.entry_id AND e.state = 'offered';
  IF how = 'lapsed' THEN
    UPDATE waitlist_dates SET queued_at = v_at WHERE entry_id = entry.entry_id;
    PERFORM record_activity('offer.lapsed', 'system', NULL, NEW.booking_id, NEW.id, NEW.group_session_id,
                            jsonb_build_object('entryId', entry.entry_id), v_at);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER seats_settle_offer AFTER UPDATE ON seats FOR EACH ROW
  WHEN (OLD.state = 'offered' AND NEW.state <> 'offered') EXECUTE FUNCTION settle_offer();

-- Whoever frees a seat passes it on, at the end of the transaction: a seat that is released and taken again in the same
-- breath (a substitute) was never free.
CREATE FUNCTION pass_on_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM offer_seats(NEW.group_session_id, NEW.released_at);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER seats_pass_on AFTER UPDATE ON seats DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.state <> 'released' AND NEW.state = 'released') EXECUTE FUNCTION pass_on_seat();

-- The time of the transaction: a test's, or the database's.
CREATE FUNCTION moment() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('runde.now', true), '')::timestamptz, clock_timestamp())
$$;

-- More seats, or a planned change that is over, are seats that come free.
CREATE FUNCTION pass_on_seats() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM offer_seats(NEW.id, moment());
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER group_sessions_pass_on AFTER UPDATE ON group_sessions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.capacity > OLD.capacity OR OLD.paused_until IS NOT NULL AND NEW.paused_until IS NULL)
  EXECUTE FUNCTION pass_on_seats();

-- Lapses what has run out in one session and passes it on, before anybody else can have it. An offer can be accepted
-- in its last instant. Returns how many seats are free by that. The caller holds the session's lock.
CREATE OR REPLACE FUNCTION lapse_holds(p_session uuid, p_now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  lapsed int := 0;
  seat record;
BEGIN
  FOR seat IN
    UPDATE seats SET state = 'released', release_reason = 'expired', released_at = p_now
     WHERE group_session_id = p_session
       AND (state = 'held' AND expires_at <= p_now OR state = 'offered' AND expires_at < p_now)
    RETURNING id, booking_id
  LOOP
    PERFORM record_activity('seat.expired', 'system', NULL, seat.booking_id, seat.id, p_session, NULL, p_now);
    lapsed := lapsed + 1;
  END LOOP;
  IF lapsed = 0 THEN RETURN 0; END IF;
  RETURN lapsed - offer_seats(p_session, p_now);
END $$;
