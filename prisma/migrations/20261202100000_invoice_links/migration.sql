-- Who pays has a link of their own, and acts by it.
ALTER TYPE actor_kind ADD VALUE 'recipient';

ALTER TABLE billing_profiles ADD COLUMN link_generation INTEGER NOT NULL DEFAULT 1;

-- Whoever gets no invoices any more opens none any more. A mailbox that is added voids nothing.
CREATE FUNCTION void_invoice_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.link_generation := OLD.link_generation + CASE WHEN OLD.emails <@ NEW.emails THEN 0 ELSE 1 END;
  RETURN NEW;
END $$;
CREATE TRIGGER billing_profiles_link BEFORE UPDATE OF emails ON billing_profiles
  FOR EACH ROW EXECUTE FUNCTION void_invoice_link();
