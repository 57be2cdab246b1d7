-- Whoever never had a sure seat has not used their voucher: declined, taken back, or given up before. As a hold that
-- lapses gives it back. Not while the booking has another seat to come, waits for one, or takes one after its session
-- was called off. Before the offers that follow a release, since the queue is the last lock.
CREATE FUNCTION give_voucher_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM voucher_uses u WHERE u.booking_id = NEW.booking_id AND u.given_back_at IS NULL)
     AND NOT EXISTS (SELECT FROM seats o WHERE o.booking_id = NEW.booking_id
                        AND (o.confirmed_at IS NOT NULL OR o.state <> 'released' AND o.id <> NEW.id))
     AND NOT EXISTS (SELECT FROM waitlist_entries w WHERE w.booking_id = NEW.booking_id
                        AND w.state IN ('waiting', 'offered')) THEN
    PERFORM lock_vouchers();
    UPDATE voucher_uses SET given_back_at = NEW.released_at WHERE booking_id = NEW.booking_id AND given_back_at IS NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seats_give_voucher_back BEFORE UPDATE OF state ON seats FOR EACH ROW
  WHEN (NEW.state = 'released' AND OLD.state <> 'released'
        AND NEW.release_reason IN ('declined', 'cancelled', 'withdrawn', 'organizer', 'duplicate', 'session_finished'))
  EXECUTE FUNCTION give_voucher_back();
