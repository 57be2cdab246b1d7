-- What is owed and what has moved (docs/decisions/0034).

CREATE TYPE payment_method AS ENUM ('invoice', 'card', 'sepa_debit', 'voucher');
CREATE TYPE vat_check AS ENUM ('none', 'pending', 'valid', 'invalid');
CREATE TYPE ledger_kind AS ENUM ('price', 'discount', 'fee', 'payment', 'refund');
CREATE TYPE payment_state AS ENUM ('created', 'open', 'processing', 'paid', 'failed', 'expired');
CREATE TYPE refund_state AS ENUM ('wanted', 'pending', 'succeeded', 'failed');
CREATE TYPE exception_kind AS ENUM ('mismatch', 'unexpected', 'refund_failed', 'disputed');
CREATE TYPE voucher_kind AS ENUM ('percent', 'amount', 'seat');
CREATE TYPE invoice_kind AS ENUM ('invoice', 'credit_note');
CREATE TYPE invoice_profile AS ENUM ('factur_x', 'xrechnung');

ALTER TABLE formats
  ADD COLUMN pay_by payment_method[] NOT NULL DEFAULT '{invoice}',
  ADD COLUMN invoice_days INTEGER NOT NULL DEFAULT 14,
  ADD CONSTRAINT formats_pay_by CHECK (price_net_cents IS NULL OR cardinality(pay_by) > 0),
  ADD CONSTRAINT formats_invoice_days CHECK (invoice_days BETWEEN 0 AND 90);
ALTER TABLE bookings ADD COLUMN pays payment_method;

CREATE TABLE billing_profiles (
    booking_id      UUID NOT NULL,
    company_name    TEXT NOT NULL,
    street          TEXT NOT NULL,
    postal_code     TEXT NOT NULL,
    city            TEXT NOT NULL,
    country         CHAR(2) NOT NULL,
    vat_id          TEXT,
    vat_check       vat_check NOT NULL DEFAULT 'none',
    vat_checked_at  TIMESTAMPTZ(3),
    vat_answer      JSONB,
    po_number       TEXT,
    cost_centre     TEXT,
    buyer_reference TEXT,
    emails          TEXT[] NOT NULL,
    updated_at      TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT billing_profiles_pkey PRIMARY KEY (booking_id),
    CONSTRAINT billing_profiles_vat_id CHECK ((vat_id IS NULL) = (vat_check = 'none')),
    CONSTRAINT billing_profiles_emails CHECK (cardinality(emails) BETWEEN 1 AND 3),
    CONSTRAINT billing_profiles_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE vouchers (
    id           UUID NOT NULL DEFAULT gen_random_uuid(),
    code         TEXT NOT NULL,
    kind         voucher_kind NOT NULL,
    percent      INTEGER,
    net_cents    INTEGER,
    currency     CHAR(3) NOT NULL DEFAULT 'EUR',
    domain       TEXT,
    format_id    UUID,
    most_uses    INTEGER NOT NULL DEFAULT 1,
    uses         INTEGER NOT NULL DEFAULT 0,
    expires_on   DATE,
    withdrawn_at TIMESTAMPTZ(3),
    created_at   TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT vouchers_pkey PRIMARY KEY (id),
    CONSTRAINT vouchers_code CHECK (code = upper(code) AND code ~ '^[0-9A-Z-]{4,32}$'),
    CONSTRAINT vouchers_worth CHECK (CASE kind WHEN 'percent' THEN percent BETWEEN 1 AND 100 AND net_cents IS NULL
                                               WHEN 'amount' THEN net_cents > 0 AND percent IS NULL
                                               ELSE percent IS NULL AND net_cents IS NULL END),
    CONSTRAINT vouchers_never_overused CHECK (uses BETWEEN 0 AND most_uses),
    CONSTRAINT vouchers_format_id_fkey FOREIGN KEY (format_id)
      REFERENCES formats (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX vouchers_code_key ON vouchers (code);
CREATE INDEX vouchers_format_id_idx ON vouchers (format_id);

CREATE TABLE voucher_uses (
    booking_id    UUID NOT NULL,
    voucher_id    UUID NOT NULL,
    used_at       TIMESTAMPTZ(3) NOT NULL,
    given_back_at TIMESTAMPTZ(3),

    CONSTRAINT voucher_uses_pkey PRIMARY KEY (booking_id),
    CONSTRAINT voucher_uses_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT voucher_uses_voucher_id_fkey FOREIGN KEY (voucher_id)
      REFERENCES vouchers (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX voucher_uses_voucher_id_idx ON voucher_uses (voucher_id);

-- As seats are counted on their session: the CHECK has the last word, whoever comes first has the last use.
CREATE FUNCTION count_voucher_use() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE vouchers SET uses = uses - 1 WHERE id = OLD.voucher_id AND OLD.given_back_at IS NULL;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE vouchers SET uses = uses + 1 WHERE id = NEW.voucher_id AND NEW.given_back_at IS NULL;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER voucher_uses_count AFTER INSERT OR DELETE OR UPDATE OF voucher_id, given_back_at ON voucher_uses
  FOR EACH ROW EXECUTE FUNCTION count_voucher_use();

CREATE TABLE payments (
    id                UUID NOT NULL DEFAULT gen_random_uuid(),
    booking_id        UUID NOT NULL,
    seat_id           UUID,
    method            payment_method NOT NULL,
    gross_cents       INTEGER NOT NULL,
    currency          CHAR(3) NOT NULL,
    state             payment_state NOT NULL DEFAULT 'created',
    checkout_id       TEXT,
    payment_intent_id TEXT,
    url               TEXT,
    expires_at        TIMESTAMPTZ(3),
    livemode          BOOLEAN,
    failure           TEXT,
    created_at        TIMESTAMPTZ(3) NOT NULL,
    synced_at         TIMESTAMPTZ(3),
    settled_at        TIMESTAMPTZ(3),

    CONSTRAINT payments_pkey PRIMARY KEY (id),
    CONSTRAINT payments_gross CHECK (gross_cents > 0),
    CONSTRAINT payments_settled CHECK ((state IN ('paid', 'failed', 'expired')) = (settled_at IS NOT NULL)),
    CONSTRAINT payments_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT payments_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES seats (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX payments_checkout_id_key ON payments (checkout_id);
CREATE UNIQUE INDEX payments_payment_intent_id_key ON payments (payment_intent_id);
-- One attempt at a time: two tabs and a double click share it.
CREATE UNIQUE INDEX payments_one_open_per_booking ON payments (booking_id)
  WHERE state IN ('created', 'open', 'processing');
CREATE INDEX payments_booking_id_idx ON payments (booking_id);
CREATE INDEX payments_seat_id_idx ON payments (seat_id);
CREATE INDEX payments_state_expires_at_idx ON payments (state, expires_at);

-- One answer of Stripe's at a time is written down; behind the booking.
CREATE FUNCTION lock_payment(p_payment uuid) RETURNS SETOF payments LANGUAGE sql AS $$
  SELECT * FROM payments WHERE id = p_payment FOR NO KEY UPDATE
$$;

CREATE TABLE refunds (
    id               UUID NOT NULL DEFAULT gen_random_uuid(),
    payment_id       UUID NOT NULL,
    gross_cents      INTEGER NOT NULL,
    occasion         TEXT NOT NULL,
    state            refund_state NOT NULL DEFAULT 'wanted',
    stripe_refund_id TEXT,
    failure          TEXT,
    created_at       TIMESTAMPTZ(3) NOT NULL,
    settled_at       TIMESTAMPTZ(3),

    CONSTRAINT refunds_pkey PRIMARY KEY (id),
    CONSTRAINT refunds_gross CHECK (gross_cents > 0),
    CONSTRAINT refunds_settled CHECK ((state IN ('succeeded', 'failed')) = (settled_at IS NOT NULL)),
    CONSTRAINT refunds_payment_id_fkey FOREIGN KEY (payment_id)
      REFERENCES payments (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX refunds_occasion_key ON refunds (occasion);
CREATE UNIQUE INDEX refunds_stripe_refund_id_key ON refunds (stripe_refund_id);
CREATE INDEX refunds_payment_id_idx ON refunds (payment_id);
CREATE INDEX refunds_state_idx ON refunds (state);

-- Never more back than was paid, whoever asks and how often.
CREATE FUNCTION guard_refund() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  paid payments;
BEGIN
  SELECT * INTO paid FROM payments WHERE id = NEW.payment_id FOR NO KEY UPDATE;
  IF paid.state <> 'paid' OR NEW.gross_cents > paid.gross_cents - coalesce((
       SELECT sum(gross_cents) FROM refunds WHERE payment_id = NEW.payment_id AND state <> 'failed' AND id <> NEW.id), 0) THEN
    RAISE EXCEPTION 'more back than was paid: constraint "refunds_never_above_paid"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_never_above_paid', TABLE = 'refunds';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refunds_guard BEFORE INSERT OR UPDATE OF gross_cents, payment_id ON refunds
  FOR EACH ROW EXECUTE FUNCTION guard_refund();

CREATE TABLE ledger_entries (
    id                    UUID NOT NULL DEFAULT gen_random_uuid(),
    booking_id            UUID NOT NULL,
    kind                  ledger_kind NOT NULL,
    occasion              TEXT NOT NULL,
    net_cents             INTEGER NOT NULL,
    vat_cents             INTEGER NOT NULL,
    gross_cents           INTEGER NOT NULL,
    vat_rate_basis_points INTEGER NOT NULL,
    vat_category          TEXT,
    currency              CHAR(3) NOT NULL,
    seat_id               UUID,
    reverses_id           UUID,
    payment_id            UUID,
    refund_id             UUID,
    voucher_id            UUID,
    at                    TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT ledger_entries_pkey PRIMARY KEY (id),
    CONSTRAINT ledger_entries_gross CHECK (gross_cents = net_cents + vat_cents),
    CONSTRAINT ledger_entries_moved CHECK ((kind IN ('payment', 'refund')) = (payment_id IS NOT NULL)),
    CONSTRAINT ledger_entries_refunded CHECK ((kind = 'refund') = (refund_id IS NOT NULL)),
    CONSTRAINT ledger_entries_category CHECK (vat_category IN ('S', 'AE', 'E', 'O')),
    CONSTRAINT ledger_entries_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT ledger_entries_seat_id_fkey FOREIGN KEY (seat_id)
      REFERENCES seats (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT ledger_entries_reverses_id_fkey FOREIGN KEY (reverses_id)
      REFERENCES ledger_entries (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT ledger_entries_payment_id_fkey FOREIGN KEY (payment_id)
      REFERENCES payments (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT ledger_entries_refund_id_fkey FOREIGN KEY (refund_id)
      REFERENCES refunds (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT ledger_entries_voucher_id_fkey FOREIGN KEY (voucher_id)
      REFERENCES vouchers (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX ledger_entries_occasion_key ON ledger_entries (occasion);
CREATE UNIQUE INDEX ledger_entries_refund_id_key ON ledger_entries (refund_id);
CREATE INDEX ledger_entries_booking_id_at_idx ON ledger_entries (booking_id, at);
CREATE INDEX ledger_entries_seat_id_idx ON ledger_entries (seat_id);
CREATE INDEX ledger_entries_payment_id_idx ON ledger_entries (payment_id);
CREATE INDEX ledger_entries_reverses_id_idx ON ledger_entries (reverses_id);
CREATE INDEX ledger_entries_voucher_id_idx ON ledger_entries (voucher_id);

CREATE TABLE stripe_events (
    id          TEXT NOT NULL,
    type        TEXT NOT NULL,
    object_id   TEXT NOT NULL,
    livemode    BOOLEAN NOT NULL,
    created_at  TIMESTAMPTZ(3) NOT NULL,
    received_at TIMESTAMPTZ(3) NOT NULL,
    done_at     TIMESTAMPTZ(3),

    CONSTRAINT stripe_events_pkey PRIMARY KEY (id)
);
CREATE INDEX stripe_events_done_at_received_at_idx ON stripe_events (done_at, received_at);

CREATE TABLE payment_exceptions (
    id          UUID NOT NULL DEFAULT gen_random_uuid(),
    kind        exception_kind NOT NULL,
    payment_id  UUID,
    refund_id   UUID,
    detail      JSONB NOT NULL,
    created_at  TIMESTAMPTZ(3) NOT NULL,
    resolved_at TIMESTAMPTZ(3),
    member_id   UUID,

    CONSTRAINT payment_exceptions_pkey PRIMARY KEY (id),
    CONSTRAINT payment_exceptions_payment_id_fkey FOREIGN KEY (payment_id)
      REFERENCES payments (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT payment_exceptions_refund_id_fkey FOREIGN KEY (refund_id)
      REFERENCES refunds (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT payment_exceptions_member_id_fkey FOREIGN KEY (member_id)
      REFERENCES team_members (id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX payment_exceptions_payment_id_idx ON payment_exceptions (payment_id);
CREATE INDEX payment_exceptions_refund_id_idx ON payment_exceptions (refund_id);
CREATE INDEX payment_exceptions_member_id_idx ON payment_exceptions (member_id);
-- What is wrong with a payment stands there once until somebody has dealt with it.
CREATE UNIQUE INDEX payment_exceptions_one_open ON payment_exceptions (kind, coalesce(payment_id, refund_id))
  WHERE resolved_at IS NULL;

-- Invoices ---------------------------------------------------------------------------------------------------

CREATE TABLE invoice_counters (
    series TEXT NOT NULL,
    year   INTEGER NOT NULL,
    next   INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT invoice_counters_pkey PRIMARY KEY (series, year)
);

CREATE TABLE invoices (
    id          UUID NOT NULL DEFAULT gen_random_uuid(),
    kind        invoice_kind NOT NULL,
    series      TEXT NOT NULL,
    year        INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    reference   TEXT NOT NULL,
    booking_id  UUID NOT NULL,
    corrects_id UUID,
    issued_on   DATE NOT NULL,
    due_on      DATE,
    currency    CHAR(3) NOT NULL,
    net_cents   INTEGER NOT NULL,
    vat_cents   INTEGER NOT NULL,
    gross_cents INTEGER NOT NULL,
    profile     invoice_profile NOT NULL DEFAULT 'factur_x',
    content     JSONB NOT NULL,
    issued_at   TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT invoices_pkey PRIMARY KEY (id),
    CONSTRAINT invoices_gross CHECK (gross_cents = net_cents + vat_cents AND gross_cents >= 0),
    CONSTRAINT invoices_corrects CHECK ((kind = 'credit_note') = (corrects_id IS NOT NULL)),
    CONSTRAINT invoices_booking_id_fkey FOREIGN KEY (booking_id)
      REFERENCES bookings (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT invoices_corrects_id_fkey FOREIGN KEY (corrects_id)
      REFERENCES invoices (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX invoices_series_year_number_key ON invoices (series, year, number);
CREATE UNIQUE INDEX invoices_reference_key ON invoices (reference);
CREATE INDEX invoices_booking_id_idx ON invoices (booking_id);
CREATE INDEX invoices_corrects_id_idx ON invoices (corrects_id);

CREATE TABLE invoice_entries (
    entry_id   UUID NOT NULL,
    invoice_id UUID NOT NULL,

    CONSTRAINT invoice_entries_pkey PRIMARY KEY (invoice_id, entry_id),
    CONSTRAINT invoice_entries_entry_id_fkey FOREIGN KEY (entry_id)
      REFERENCES ledger_entries (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT invoice_entries_invoice_id_fkey FOREIGN KEY (invoice_id)
      REFERENCES invoices (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX invoice_entries_entry_id_idx ON invoice_entries (entry_id);

-- Where an entry stands: on the invoice that no credit note has taken it from, or on the credit note that says it first.
CREATE FUNCTION standing_document(p_entry uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT i.id FROM invoice_entries x JOIN invoices i ON i.id = x.invoice_id
   WHERE x.entry_id = p_entry
     AND NOT EXISTS (SELECT FROM invoice_entries y JOIN invoices other ON other.id = y.invoice_id
                      WHERE y.entry_id = p_entry AND (other.corrects_id = i.id OR other.id = i.corrects_id))
$$;

-- An entry stands on one document; whoever writes it down locks it first. A credit note takes it from the invoice it corrects.
CREATE FUNCTION guard_invoice_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken_from uuid;
BEGIN
  PERFORM FROM ledger_entries WHERE id = NEW.entry_id FOR NO KEY UPDATE;
  SELECT x.invoice_id INTO taken_from FROM invoice_entries x JOIN invoices c ON c.corrects_id = x.invoice_id
   WHERE c.id = NEW.invoice_id AND x.entry_id = NEW.entry_id;
  IF standing_document(NEW.entry_id) IS DISTINCT FROM taken_from THEN
    RAISE EXCEPTION 'the entry stands on a document: constraint "invoice_entries_once"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_entries_once', TABLE = 'invoice_entries';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_entries_guard BEFORE INSERT ON invoice_entries
  FOR EACH ROW EXECUTE FUNCTION guard_invoice_entry();

-- The next number of a series, and nobody else gets one until the transaction ends: without a gap also when it fails.
CREATE FUNCTION take_number(p_series text, p_year int) RETURNS int LANGUAGE sql AS $$
  INSERT INTO invoice_counters AS c (series, year, next) VALUES (p_series, p_year, 2)
  ON CONFLICT (series, year) DO UPDATE SET next = c.next + 1
  RETURNING next - 1
$$;

-- Whoever types a number past the counter is refused.
CREATE FUNCTION guard_invoice_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.number > 1 AND NOT EXISTS (
       SELECT FROM invoices WHERE series = NEW.series AND year = NEW.year AND number = NEW.number - 1)
     OR NOT EXISTS (
       SELECT FROM invoice_counters WHERE series = NEW.series AND year = NEW.year AND next = NEW.number + 1) THEN
    RAISE EXCEPTION 'a number is missing: constraint "invoices_without_gap"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'invoices_without_gap', TABLE = 'invoices';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoices_number BEFORE INSERT ON invoices FOR EACH ROW EXECUTE FUNCTION guard_invoice_number();

CREATE TABLE invoice_documents (
    invoice_id UUID NOT NULL,
    pdf        BYTEA NOT NULL,
    xml        BYTEA NOT NULL,
    pdf_sha256 CHAR(64) NOT NULL,
    xml_sha256 CHAR(64) NOT NULL,
    made_at    TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT invoice_documents_pkey PRIMARY KEY (invoice_id),
    CONSTRAINT invoice_documents_sha256 CHECK (
      pdf_sha256 = encode(sha256(pdf), 'hex') AND xml_sha256 = encode(sha256(xml), 'hex')),
    CONSTRAINT invoice_documents_invoice_id_fkey FOREIGN KEY (invoice_id)
      REFERENCES invoices (id) ON DELETE RESTRICT ON UPDATE CASCADE
);

-- What is written stays as it is, whoever types: it is answered by another line, or another document. ----------

CREATE TRIGGER ledger_entries_kept BEFORE UPDATE OR DELETE ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER ledger_entries_not_truncated BEFORE TRUNCATE ON ledger_entries EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoices_kept BEFORE UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoices_not_truncated BEFORE TRUNCATE ON invoices EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoice_entries_kept BEFORE UPDATE OR DELETE ON invoice_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoice_entries_not_truncated BEFORE TRUNCATE ON invoice_entries EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoice_documents_kept BEFORE UPDATE OR DELETE ON invoice_documents
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoice_documents_not_truncated BEFORE TRUNCATE ON invoice_documents EXECUTE FUNCTION refuse_change();

-- A hold that is being paid does not lapse ---------------------------------------------------------------------

-- One for the house, since holds of several sessions may give back several vouchers: before the queue, after the rest.
CREATE FUNCTION lock_vouchers() RETURNS void LANGUAGE sql AS $$ SELECT pg_advisory_xact_lock(hashtext('vouchers')) $$;

-- Whether somebody may be paying for a seat at this moment.
CREATE FUNCTION being_paid(p_seat uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM payments p WHERE p.seat_id = p_seat AND p.state IN ('created', 'open', 'processing'))
$$;

-- As before, and leaves alone what is being paid; a booking that has no seat any more gives its voucher back, and takes
-- it again with a seat.
CREATE OR REPLACE FUNCTION lapse_holds(p_session uuid, p_now timestamptz) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  lapsed int := 0;
  seat record;
BEGIN
  IF EXISTS (SELECT FROM seats s JOIN voucher_uses u ON u.booking_id = s.booking_id AND u.given_back_at IS NULL
              WHERE s.group_session_id = p_session AND s.state IN ('held', 'offered') AND s.expires_at <= p_now) THEN
    PERFORM lock_vouchers();
  END IF;
  FOR seat IN
    UPDATE seats s SET state = 'released', release_reason = 'expired', released_at = p_now
     WHERE group_session_id = p_session
       AND (state = 'held' AND expires_at <= p_now OR state = 'offered' AND expires_at < p_now)
       AND NOT being_paid(s.id)
    RETURNING id, booking_id
  LOOP
    UPDATE voucher_uses u SET given_back_at = p_now WHERE u.booking_id = seat.booking_id AND u.given_back_at IS NULL
       AND NOT EXISTS (SELECT FROM seats o WHERE o.booking_id = u.booking_id
                          AND (o.state <> 'released' OR o.confirmed_at IS NOT NULL));
    PERFORM record_activity('seat.expired', 'system', NULL, seat.booking_id, seat.id, p_session, NULL, p_now);
    lapsed := lapsed + 1;
  END LOOP;
  IF lapsed = 0 THEN RETURN 0; END IF;
  RETURN lapsed - offer_seats(p_session, p_now);
END $$;

-- Booking what costs -------------------------------------------------------------------------------------------

-- Who is billed; what is left out is that of the booking. Another VAT id is another question to the register.
CREATE FUNCTION save_billing(p_booking uuid, p_billing jsonb, p_now timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO billing_profiles AS old (booking_id, company_name, street, postal_code, city, country, vat_id, vat_check,
                                       po_number, cost_centre, buyer_reference, emails, updated_at)
  SELECT b.id, coalesce(p_billing->>'company', b.company_name), p_billing->>'street', p_billing->>'postalCode',
         p_billing->>'city', p_billing->>'country', p_billing->>'vatId',
         CASE WHEN p_billing->>'vatId' IS NULL THEN 'none' ELSE 'pending' END::vat_check,
         p_billing->>'poNumber', p_billing->>'costCentre', p_billing->>'buyerReference',
         coalesce((SELECT array_agg(e) FROM jsonb_array_elements_text(p_billing->'emails') e),
                  ARRAY[coalesce(b.booker_email, b.email)]), p_now
    FROM bookings b WHERE b.id = p_booking
  ON CONFLICT (booking_id) DO UPDATE SET
    company_name = excluded.company_name, street = excluded.street, postal_code = excluded.postal_code,
    city = excluded.city, country = excluded.country, vat_id = excluded.vat_id, po_number = excluded.po_number,
    cost_centre = excluded.cost_centre, buyer_reference = excluded.buyer_reference, emails = excluded.emails,
    updated_at = excluded.updated_at,
    vat_check = CASE WHEN old.vat_id IS NOT DISTINCT FROM excluded.vat_id THEN old.vat_check ELSE excluded.vat_check END,
    vat_checked_at = CASE WHEN old.vat_id IS NOT DISTINCT FROM excluded.vat_id THEN old.vat_checked_at END,
    vat_answer = CASE WHEN old.vat_id IS NOT DISTINCT FROM excluded.vat_id THEN old.vat_answer END
$$;

-- As before, with how it is paid, who is billed and the voucher: all of it in the transaction of the hold.
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
