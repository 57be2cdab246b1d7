-- A voucher comes back from the waiting list -------------------------------------------------------------------

-- The queue, for who may leave it: a voucher that comes back with that is locked before, since the queue is the last lock.
CREATE FUNCTION lock_queue_for(p_bookings uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM voucher_uses u WHERE u.booking_id = ANY (p_bookings) AND u.given_back_at IS NULL) THEN
    PERFORM lock_vouchers();
  END IF;
  PERFORM lock_queue();
END $$;

-- As before (20261128100000_waitlist).
CREATE OR REPLACE FUNCTION leave_queue(p_bookings uuid[], p_now timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_queue_for(p_bookings);
  UPDATE waitlist_entries SET state = 'left', closed_at = p_now WHERE booking_id = ANY (p_bookings) AND state = 'waiting';
END $$;

-- Whose waiting ends without a seat, and who never had a sure one, has not used their voucher. Not while the booking has
-- a request, nor while it may take another date for one that was called off.
CREATE FUNCTION give_voucher_back_unseated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE voucher_uses u SET given_back_at = NEW.closed_at
   WHERE u.booking_id = NEW.booking_id AND u.given_back_at IS NULL
     AND NOT EXISTS (SELECT FROM seats s WHERE s.booking_id = u.booking_id
                        AND (s.confirmed_at IS NOT NULL OR s.state <> 'released'))
     AND 'session_cancelled' IS DISTINCT FROM (
           SELECT s.release_reason::text FROM seats s WHERE s.booking_id = u.booking_id AND s.release_reason <> 'withdrawn'
            ORDER BY s.released_at DESC LIMIT 1);
  RETURN NULL;
END $$;
CREATE TRIGGER waitlist_entries_give_voucher_back AFTER UPDATE OF state ON waitlist_entries FOR EACH ROW
  WHEN (OLD.closed_at IS NULL AND NEW.state IN ('left', 'lapsed', 'declined'))
  EXECUTE FUNCTION give_voucher_back_unseated();

-- As before (20261201090000_money); and whoever waits on after an offer that they let pass keeps their voucher for the next.
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
                          AND (o.state <> 'released' OR o.confirmed_at IS NOT NULL))
       AND NOT EXISTS (SELECT FROM waitlist_entries w WHERE w.booking_id = u.booking_id
                          AND w.state IN ('waiting', 'offered'));
    PERFORM record_activity('seat.expired', 'system', NULL, seat.booking_id, seat.id, p_session, NULL, p_now);
    lapsed := lapsed + 1;
  END LOOP;
  IF lapsed = 0 THEN RETURN 0; END IF;
  RETURN lapsed - offer_seats(p_session, p_now);
END $$;

-- Money that is not through ------------------------------------------------------------------------------------

-- The lines of the ledger that stand on a document, as "standing_document" says it of one: an invoice says a line, a
-- Storno takes it off again; what takes a line back stands on the credit note that says it first.
CREATE VIEW documented_entries AS
  SELECT x.entry_id FROM invoice_entries x JOIN invoices i ON i.id = x.invoice_id
   GROUP BY x.entry_id HAVING sum(CASE i.kind WHEN 'invoice' THEN 1 ELSE -1 END) <> 0;

-- What is still to be seen to about the money of bookings (null: of all), each with what: before that, whoever they are of
-- cannot be forgotten. What nobody has paid stands in the way as long as it can be claimed, three years from the end of the
-- year (§§ 195, 199 BGB).
CREATE FUNCTION unsettled_money(p_bookings uuid[], p_now timestamptz)
RETURNS TABLE (booking_id uuid, open_cents int, unbilled_cents int, back_cents int, under_way boolean, disputed boolean, undecided text)
LANGUAGE sql STABLE AS $$
  WITH account AS (
    SELECT e.booking_id,
           -- It can be claimed once it is due, which is before the session.
           CASE WHEN greatest(max(e.at), (SELECT max(g.starts_at) FROM seats s JOIN group_sessions g ON g.id = s.group_session_id
                                           WHERE s.booking_id = e.booking_id)) >= date_trunc('year', p_now) - interval '3 years' THEN
             sum(CASE WHEN e.kind IN ('payment', 'refund') THEN -e.gross_cents ELSE e.gross_cents END) ELSE 0 END AS open,
           coalesce(sum(e.gross_cents) FILTER (WHERE e.kind NOT IN ('payment', 'refund')
             AND d.entry_id IS NULL), 0) AS unbilled
      FROM ledger_entries e LEFT JOIN documented_entries d ON d.entry_id = e.id WHERE p_bookings IS NULL OR e.booking_id = ANY (p_bookings) GROUP BY 1
  ), moving AS (
    SELECT y.booking_id, bool_or(y.state = 'processing') AS under_way,
           coalesce(sum((SELECT sum(r.gross_cents) FROM refunds r
                          WHERE r.payment_id = y.id AND r.state IN ('wanted', 'pending'))), 0) AS back,
           bool_or(EXISTS (SELECT FROM payment_exceptions x LEFT JOIN refunds r ON r.id = x.refund_id
                            WHERE coalesce(x.payment_id, r.payment_id) = y.id AND x.resolved_at IS NULL)) AS disputed
      FROM payments y WHERE p_bookings IS NULL OR y.booking_id = ANY (p_bookings) GROUP BY 1
  )
  SELECT b.id, greatest(coalesce(a.open, 0), 0)::int, coalesce(a.unbilled, 0)::int, coalesce(m.back, 0)::int,
         coalesce(m.under_way, false), coalesce(m.disputed, false), b.vat_undecided
    FROM bookings b LEFT JOIN account a ON a.booking_id = b.id LEFT JOIN moving m ON m.booking_id = b.id
   WHERE (p_bookings IS NULL OR b.id = ANY (p_bookings))
     AND (a.open > 0 OR a.unbilled <> 0 OR m.back > 0 OR m.under_way OR m.disputed OR b.vat_undecided IS NOT NULL)
$$;

-- As before (20261129100000_waitlist_gaps); and whose money is not through has something to do with the house.
CREATE OR REPLACE FUNCTION people_to_erase(p_before timestamptz) RETURNS TABLE (id uuid) LANGUAGE sql STABLE AS $$
  WITH recent AS MATERIALIZED (
    SELECT s.participant_id AS sat, b.participant_id AS booked, b.email, b.booker_email, x.email AS substitute
      FROM group_sessions g
      JOIN seats s ON s.group_session_id = g.id
      JOIN bookings b ON b.id = s.booking_id
      LEFT JOIN substitutions x ON x.booking_id = b.id
     WHERE g.ends_at >= p_before
    UNION ALL
    SELECT NULL, b.participant_id, b.email, b.booker_email, NULL
      FROM waitlist_entries e JOIN bookings b ON b.id = e.booking_id
     WHERE e.queued_at IS NOT NULL AND (e.closed_at IS NULL OR e.closed_at >= p_before)
    UNION ALL
    SELECT NULL, b.participant_id, b.email, NULL, NULL
      FROM unsettled_money(NULL, moment()) u JOIN bookings b ON b.id = u.booking_id
  ), recent_address AS MATERIALIZED (
    SELECT email FROM recent UNION SELECT booker_email FROM recent UNION SELECT substitute FROM recent
  ), recent_person AS MATERIALIZED (
    SELECT sat AS id FROM recent UNION SELECT booked FROM recent
  ), busy AS MATERIALIZED (
    SELECT coalesce(p.merged_into_id, p.id) AS id FROM participants p JOIN recent_person r ON r.id = p.id
    UNION SELECT coalesce(p.merged_into_id, p.id) FROM participants p JOIN recent_address r ON r.email = p.email
    UNION SELECT coalesce(p.merged_into_id, p.id) FROM participants p
          CROSS JOIN LATERAL unnest(string_to_array(p.also_known_as, E'\n')) AS known(email)
          JOIN recent_address r ON r.email = known.email
    UNION SELECT coalesce(p.merged_into_id, p.id) FROM participants p WHERE p.created_at >= p_before
  )
  -- Joins: asked person by person, 100,000 of them took longer than a statement may.
  SELECT p.id FROM participants p
   WHERE p.erased_at IS NULL AND p.merged_into_id IS NULL AND NOT EXISTS (SELECT FROM busy WHERE busy.id = p.id)
  UNION ALL
  SELECT b.id FROM bookers b
   WHERE b.erased_at IS NULL AND b.created_at < p_before
     AND NOT EXISTS (SELECT FROM recent_address r WHERE r.email = b.email)
     -- Who is a person here as well goes with that person.
     AND NOT EXISTS (SELECT FROM participants p WHERE p.email = b.email AND p.erased_at IS NULL)
$$;
