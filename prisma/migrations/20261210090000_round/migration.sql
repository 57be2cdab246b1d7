-- The closed round: which company somebody comes from, what they said for it, who sees whom, the promise and the door
-- (docs/decisions/0042).

CREATE TYPE industry AS ENUM
  ('manufacturing', 'construction', 'trade', 'services', 'technology', 'health', 'finance', 'public_and_other');
CREATE TYPE size_band AS ENUM ('from_1', 'from_50', 'from_250', 'from_1000');

-- Companies ----------------------------------------------------------------------------------------------

CREATE TABLE companies (
    id         UUID NOT NULL DEFAULT gen_random_uuid(),
    group_id   UUID NOT NULL,
    name       TEXT NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT companies_pkey PRIMARY KEY (id),
    CONSTRAINT companies_group_id_fkey FOREIGN KEY (group_id)
      REFERENCES company_groups (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX companies_group_id_idx ON companies (group_id);

CREATE TABLE company_domains (
    domain     TEXT NOT NULL,
    company_id UUID NOT NULL,
    created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT company_domains_pkey PRIMARY KEY (domain),
    CONSTRAINT company_domains_lower CHECK (domain = lower(domain)),
    CONSTRAINT company_domains_company_id_fkey FOREIGN KEY (company_id)
      REFERENCES companies (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX company_domains_company_id_idx ON company_domains (company_id);

-- Two groups that do not sit at one table; the lesser id stands first, so that a pair is there once.
CREATE TABLE company_conflicts (
    group_id   UUID NOT NULL,
    other_id   UUID NOT NULL,
    -- Private: gone after its retention date.
    note       TEXT,
    added_at   TIMESTAMPTZ(3) NOT NULL,
    added_by   UUID,

    CONSTRAINT company_conflicts_pkey PRIMARY KEY (group_id, other_id),
    CONSTRAINT company_conflicts_order CHECK (group_id < other_id),
    CONSTRAINT company_conflicts_note CHECK (length(note) <= 500),
    CONSTRAINT company_conflicts_group_id_fkey FOREIGN KEY (group_id)
      REFERENCES company_groups (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT company_conflicts_other_id_fkey FOREIGN KEY (other_id)
      REFERENCES company_groups (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT company_conflicts_added_by_fkey FOREIGN KEY (added_by)
      REFERENCES team_members (id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX company_conflicts_other_id_idx ON company_conflicts (other_id);
CREATE INDEX company_conflicts_added_by_idx ON company_conflicts (added_by);

ALTER TABLE bookings
  ADD COLUMN company_proven BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN company_id UUID,
  ADD CONSTRAINT bookings_company_id_fkey FOREIGN KEY (company_id)
    REFERENCES companies (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX bookings_company_id_idx ON bookings (company_id);

-- What is said for the round -----------------------------------------------------------------------------

-- Who may take part; nobody named is everybody.
ALTER TABLE formats ADD COLUMN roles participant_role[] NOT NULL DEFAULT '{}';

CREATE TABLE round_profiles (
    booking_id       UUID NOT NULL,
    industry         industry,
    size_band        size_band,
    -- Which text "no sales in the room" was agreed to.
    no_sales_version TEXT,

    CONSTRAINT round_profiles_pkey PRIMARY KEY (booking_id),
    CONSTRAINT round_profiles_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE CASCADE ON UPDATE CASCADE
);

ALTER TABLE substitutions ADD COLUMN industry industry, ADD COLUMN size_band size_band;

-- With whom somebody does not want to sit: for the organizer alone, gone after its retention date.
CREATE TABLE conflict_wishes (
    booking_id UUID NOT NULL,
    position   INTEGER NOT NULL,
    company    TEXT NOT NULL,
    named_at   TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT conflict_wishes_pkey PRIMARY KEY (booking_id, position),
    CONSTRAINT conflict_wishes_five CHECK (position BETWEEN 1 AND 5),
    CONSTRAINT conflict_wishes_company CHECK (length(company) BETWEEN 1 AND 160),
    CONSTRAINT conflict_wishes_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- What the form of a closed round asks beside the rest, in the transaction of the hold.
CREATE FUNCTION save_round_profile(p_booking uuid, p_said jsonb, p_now timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO round_profiles (booking_id, industry, size_band, no_sales_version)
  SELECT p_booking, (p_said->>'industry')::industry, (p_said->>'sizeBand')::size_band, p_said->>'noSalesVersion'
   WHERE p_said ?| ARRAY['industry', 'sizeBand', 'noSalesVersion'];
  INSERT INTO conflict_wishes (booking_id, position, company, named_at)
  SELECT p_booking, wish.position, wish.company, p_now
    FROM jsonb_array_elements_text(CASE WHEN jsonb_typeof(p_said->'conflictWishes') = 'array'
                                        THEN p_said->'conflictWishes' ELSE '[]' END)
         WITH ORDINALITY AS wish (company, position);
$$;

-- What a confirmed seat of a closed round says of its person, from then on: whose company it is, which nobody else of the
-- group can have there (seats_one_per_company_group), and what the picture of the round counts. For the picture it is
-- settled then: whoever is regrouped, merged or erased later was looked at as who they were.
ALTER TABLE seats ADD COLUMN industry industry, ADD COLUMN size_band size_band, ADD COLUMN party UUID;
CREATE FUNCTION know_company() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM group_sessions s JOIN formats f ON f.id = s.format_id
              WHERE s.id = NEW.group_session_id AND f.round = 'closed') THEN
    NEW.company_group_id := (SELECT c.group_id FROM bookings b JOIN companies c ON c.id = b.company_id
                              WHERE b.id = NEW.booking_id);
    SELECT p.industry, p.size_band INTO NEW.industry, NEW.size_band FROM round_profiles p
     WHERE p.booking_id = NEW.booking_id;
    NEW.party := coalesce(NEW.company_group_id, NEW.participant_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seats_know_company BEFORE INSERT ON seats FOR EACH ROW
  WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION know_company();
CREATE TRIGGER seats_know_company_confirmed BEFORE UPDATE OF state ON seats FOR EACH ROW
  WHEN (NEW.state = 'confirmed' AND OLD.state <> 'confirmed') EXECUTE FUNCTION know_company();

-- What kind of round a format is stays as long as somebody sits, asks or waits in it: their seats were counted by it, and
-- what it asks they were asked. The locks let nobody make a date, join the list or take a seat meanwhile.
CREATE FUNCTION keep_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM formats WHERE id = NEW.id FOR UPDATE;
  PERFORM FROM lock_sessions(ARRAY(SELECT id FROM group_sessions WHERE format_id = NEW.id
                                      AND status IN ('draft', 'published', 'guaranteed')));
  IF EXISTS (SELECT FROM seats x JOIN group_sessions s ON s.id = x.group_session_id
              WHERE s.format_id = NEW.id AND s.status IN ('published', 'guaranteed') AND x.state <> 'released')
     OR EXISTS (SELECT FROM waitlist_entries WHERE format_id = NEW.id AND state IN ('waiting', 'offered')) THEN
    RAISE EXCEPTION 'somebody is in this round: constraint "formats_round_kept"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'formats_round_kept', TABLE = 'formats';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER formats_keep_round BEFORE UPDATE OF round ON formats FOR EACH ROW
  WHEN (NEW.round <> OLD.round) EXECUTE FUNCTION keep_round();

-- Who sees whom ------------------------------------------------------------------------------------------

-- Of the person and not of the booking: after a substitution nothing of the person before is the next one's.
CREATE TABLE confidentiality_pledges (
    booking_id     UUID NOT NULL,
    participant_id UUID NOT NULL,
    version        TEXT NOT NULL,
    -- SHA-256 of the text that was shown.
    text_hash      TEXT NOT NULL,
    locale         locale NOT NULL,
    pledged_at     TIMESTAMPTZ(3) NOT NULL,
    -- The seat was handed over since; whoever comes back to it promises anew.
    voided_at      TIMESTAMPTZ(3),

    CONSTRAINT confidentiality_pledges_pkey PRIMARY KEY (booking_id, participant_id, version),
    CONSTRAINT confidentiality_pledges_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT confidentiality_pledges_participant_id_fkey FOREIGN KEY (participant_id)
      REFERENCES participants (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX confidentiality_pledges_participant_id_idx ON confidentiality_pledges (participant_id);

CREATE TABLE table_cards (
    booking_id      UUID NOT NULL,
    participant_id  UUID NOT NULL,
    -- What the others see: null is "one more person".
    line            TEXT,
    shown_name      TEXT,
    shown_company   TEXT,
    approved_at     TIMESTAMPTZ(3),
    changed_at      TIMESTAMPTZ(3) NOT NULL,
    -- Since when they have seen the others.
    saw_roster_at   TIMESTAMPTZ(3),
    -- The session of that roster.
    saw_session_id  UUID,

    CONSTRAINT table_cards_pkey PRIMARY KEY (booking_id, participant_id),
    CONSTRAINT table_cards_lengths
      CHECK (length(line) <= 160 AND length(shown_name) <= 160 AND length(shown_company) <= 160),
    CONSTRAINT table_cards_approved CHECK (approved_at IS NOT NULL OR coalesce(line, shown_name, shown_company) IS NULL),
    CONSTRAINT table_cards_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT table_cards_participant_id_fkey FOREIGN KEY (participant_id)
      REFERENCES participants (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX table_cards_participant_id_idx ON table_cards (participant_id);

-- "Not with this round": for the organizer alone, gone after its retention date.
CREATE TABLE objections (
    seat_id     UUID NOT NULL,
    text        TEXT,
    objected_at TIMESTAMPTZ(3) NOT NULL,
    -- What the organizer has done about it is done.
    settled_at  TIMESTAMPTZ(3),

    CONSTRAINT objections_pkey PRIMARY KEY (seat_id),
    CONSTRAINT objections_text CHECK (length(text) <= 1000),
    CONSTRAINT objections_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES seats (id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- Who would like to stay in touch with whom; told to both once both have said so.
CREATE TABLE contact_wishes (
    seat_id   UUID NOT NULL,
    with_id   UUID NOT NULL,
    wished_at TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT contact_wishes_pkey PRIMARY KEY (seat_id, with_id),
    CONSTRAINT contact_wishes_another CHECK (seat_id <> with_id),
    CONSTRAINT contact_wishes_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES seats (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT contact_wishes_with_id_fkey FOREIGN KEY (with_id) REFERENCES seats (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX contact_wishes_with_id_idx ON contact_wishes (with_id);

-- Who has come through the door: a proposal for the list of attendance.
CREATE TABLE room_entries (
    seat_id    UUID NOT NULL,
    entered_at TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT room_entries_pkey PRIMARY KEY (seat_id),
    CONSTRAINT room_entries_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES seats (id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- As before (20261201090000_money), with what the form of a closed round asks.
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
  v_voucher vouchers;
  v_paid_by_voucher boolean := false;
  v_pays payment_method;
  billing jsonb := p_booking->'billing';
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
  IF p_booking->>'voucher' IS NOT NULL THEN PERFORM lock_vouchers(); END IF;
  IF session.seats_taken - lapse_holds(p_session, v_now) >= session.capacity THEN
    RETURN QUERY SELECT 'session_full', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
  END IF;
  SELECT * INTO offered FROM formats f WHERE f.id = session.format_id;
  IF p_booking->>'conditions' <> conditions_of(session.starts_at, offered) THEN
    RETURN QUERY SELECT 'conditions_changed', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
  END IF;

  -- What is not for this booking is not known to be for another one.
  IF p_booking->>'voucher' IS NOT NULL THEN
    SELECT * INTO v_voucher FROM vouchers v
     WHERE v.code = p_booking->>'voucher' AND v.withdrawn_at IS NULL AND offered.price_net_cents IS NOT NULL
       AND (v.kind <> 'amount' OR v.currency = offered.currency)
       AND (v.format_id IS NULL OR v.format_id = offered.id)
       AND (v.expires_on IS NULL OR v.expires_on >= (v_now AT TIME ZONE coalesce(
              (SELECT h.data->>'timeZone' FROM settings h WHERE h.id = 1), 'Europe/Berlin'))::date)
       -- Of the mailbox that will be proved.
       AND (v.domain IS NULL
            OR v.domain = split_part(coalesce(p_booking->>'bookerEmail', p_booking->>'email'), '@', 2));
    IF v_voucher.id IS NULL THEN
      RETURN QUERY SELECT 'voucher_unknown', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
    END IF;
    IF v_voucher.uses >= v_voucher.most_uses THEN
      RETURN QUERY SELECT 'voucher_used_up', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
    END IF;
    v_paid_by_voucher := v_voucher.kind = 'seat' OR coalesce(v_voucher.percent = 100, false)
                         OR coalesce(v_voucher.net_cents >= offered.price_net_cents, false);
  END IF;
  IF v_paid_by_voucher THEN
    v_pays := 'voucher';
    billing := NULL;
  ELSIF offered.price_net_cents IS NULL THEN
    billing := NULL;
  ELSE
    v_pays := coalesce(p_booking->>'payment', 'invoice')::payment_method;
    -- Where nothing else can be paid by in the house, the invoice stands in for it.
    IF v_pays = 'voucher' OR v_pays <> ALL (offered.pay_by)
         AND NOT (v_pays = 'invoice' AND coalesce((p_booking->>'invoiceOnly')::boolean, false)) THEN
      RETURN QUERY SELECT 'payment_not_offered', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
    END IF;
    IF coalesce(billing, 'null') = 'null' THEN
      RETURN QUERY SELECT 'billing_needed', NULL::uuid, NULL::text, NULL::timestamptz; RETURN;
    END IF;
  END IF;

  -- Nobody can lock a session by typing: once more than half of it is unverified, further holds are short.
  SELECT count(*) INTO unverified FROM seats WHERE group_session_id = p_session AND state = 'held';
  v_until := v_now + CASE WHEN unverified * 2 > session.capacity THEN interval '5 minutes' ELSE interval '30 minutes' END;

  INSERT INTO bookings (reference, given_name, family_name, title, company_name, role, email, phone,
                        booker_name, booker_email, locale, calendar_title, calendar_for, terms, price_net_cents,
                        vat_rate_basis_points, currency, pays, business_use_version, terms_version, agreed_at,
                        code_issued_at, created_at)
  VALUES (p_booking->>'reference', p_booking->>'givenName', p_booking->>'familyName', p_booking->>'title',
          p_booking->>'companyName', (p_booking->>'role')::participant_role, p_booking->>'email', p_booking->>'phone',
          p_booking->>'bookerName', p_booking->>'bookerEmail', (p_booking->>'locale')::locale,
          coalesce(p_booking->>'calendarTitle', 'discreet')::calendar_title,
          CASE WHEN p_booking->>'bookerEmail' IS NULL THEN 'participant'
               ELSE coalesce(p_booking->>'calendarFor', 'participant') END::calendar_reader,
          offered.terms, offered.price_net_cents, offered.vat_rate_basis_points, offered.currency, v_pays,
          p_booking->>'businessUseVersion', p_booking->>'termsVersion', v_now, v_now, v_now)
  RETURNING id INTO v_booking;

  INSERT INTO seats (group_session_id, booking_id, state, expires_at, created_at)
  VALUES (p_session, v_booking, 'held', v_until, v_now) RETURNING id INTO v_seat;

  PERFORM save_round_profile(v_booking, p_booking, v_now);
  IF billing IS NOT NULL THEN PERFORM save_billing(v_booking, billing, v_now); END IF;
  IF v_voucher.id IS NOT NULL THEN
    INSERT INTO voucher_uses (booking_id, voucher_id, used_at) VALUES (v_booking, v_voucher.id, v_now);
  END IF;
  INSERT INTO requests (verb, request_id, payload_hash, result, created_at)
  VALUES ('hold-seat', p_request, p_payload_hash,
          jsonb_build_object('bookingId', v_booking, 'reference', p_booking->>'reference', 'heldUntil', v_until), v_now);
  PERFORM record_activity('seat.held', CASE WHEN p_booking->>'bookerEmail' IS NULL THEN 'participant' ELSE 'booker' END::actor_kind,
                          NULL, v_booking, v_seat, p_session, jsonb_build_object('codeGeneration', 1), v_now);
  RETURN QUERY SELECT 'held', v_booking, p_booking->>'reference', v_until;
END $$;
