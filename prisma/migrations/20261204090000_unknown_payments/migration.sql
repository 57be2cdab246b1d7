-- A payment that we know nothing of, since a backup older than it was put back, stands before the organizer once, and not
-- again when somebody has dealt with it: Stripe's events are gone through every hour.
CREATE UNIQUE INDEX payment_exceptions_unknown_once ON payment_exceptions ((detail->>'checkoutId'))
  WHERE payment_id IS NULL AND refund_id IS NULL;
