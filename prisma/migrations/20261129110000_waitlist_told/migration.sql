-- What somebody was shown who is offered a seat: they agree to that and to nothing else. Null for offers made before.
ALTER TABLE seat_offers ADD COLUMN conditions TEXT;

-- As before (20261128100000_waitlist); an offer stands to the end of the first access and says what it was made under, and
-- what is left of a closed round after that is for everybody.
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
    INSERT INTO seat_offers (entry_id, seat_id, offered_at, expires_at, conditions)
    VALUES (next.entry_id, v_seat, p_now, v_until, session.conditions);
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

-- As before (20261128100000_waitlist); and nobody has let pass what they were not told of. As long as the mail has not
-- left the house, the entry keeps its place, and the offer does not count.
CREATE OR REPLACE FUNCTION settle_offer() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  v_at timestamptz := coalesce(NEW.released_at, NEW.confirmed_at, NEW.requested_at, clock_timestamp());
  how seat_offer_state := CASE
    WHEN NEW.state IN ('requested', 'confirmed') THEN 'accepted'
    WHEN NEW.release_reason = 'expired' THEN 'lapsed'
    WHEN NEW.release_reason = 'declined' THEN 'declined'
    ELSE 'withdrawn' END;
  missed boolean := how = 'lapsed' AND EXISTS (
    SELECT FROM activities a JOIN mails m ON m.occasion = a.id::text AND m.kind = 'offer'
     WHERE a.booking_id = NEW.booking_id AND a.seat_id = NEW.id AND a.kind = 'offer.made'
       AND m.state NOT IN ('queued', 'skipped'));
  entry record;
BEGIN
  PERFORM lock_queue();
  UPDATE seat_offers SET state = how, closed_at = v_at WHERE seat_id = NEW.id AND state = 'open'
  RETURNING entry_id INTO entry;
  IF NOT FOUND THEN RETURN NULL; END IF;
  UPDATE waitlist_entries e SET
    state = CASE WHEN how = 'accepted' THEN 'accepted' WHEN missed AND e.lapses > 0 THEN 'lapsed' ELSE 'waiting' END::waitlist_state,
    closed_at = CASE WHEN how = 'accepted' OR missed AND e.lapses > 0 THEN v_at END,
    lapses = e.lapses + missed::int,
    queued_at = CASE WHEN missed THEN v_at ELSE e.queued_at END,
    pinned_at = CASE WHEN missed THEN NULL ELSE e.pinned_at END
   WHERE e.id = entry.entry_id AND e.state = 'offered';
  IF missed THEN
    UPDATE waitlist_dates SET queued_at = v_at WHERE entry_id = entry.entry_id;
  END IF;
  IF how = 'lapsed' THEN
    PERFORM record_activity('offer.lapsed', 'system', NULL, NEW.booking_id, NEW.id, NEW.group_session_id,
                            jsonb_build_object('entryId', entry.entry_id, 'told', missed), v_at);
  END IF;
  RETURN NULL;
END $$;

-- As before; and a draft that is published has seats that come free.
DROP TRIGGER group_sessions_pass_on ON group_sessions;
CREATE CONSTRAINT TRIGGER group_sessions_pass_on AFTER UPDATE ON group_sessions DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.capacity > OLD.capacity OR OLD.paused_until IS NOT NULL AND NEW.paused_until IS NULL
        OR OLD.status = 'draft' AND NEW.status <> 'draft')
  EXECUTE FUNCTION pass_on_seats();

-- Naming an assistant writes to whoever is named, too: counted by the same index.
DROP INDEX mails_causable_by_domain;
CREATE INDEX mails_causable_by_domain ON mails (split_part(recipient, '@', 2), created_at)
  WHERE kind IN ('code', 'links', 'duplicate', 'subscription', 'booker_named', 'entry_booker') AND state <> 'suppressed';
