-- What the organizer does about money: transfers, reminders, exceptions (docs/decisions/0038).

-- The day on which the bank says that a transfer has come in.
ALTER TABLE payments
  ADD COLUMN received_on DATE,
  ADD CONSTRAINT payments_received_on CHECK (received_on IS NULL OR method = 'invoice');

CREATE TYPE exception_resolution AS ENUM ('seat_given', 'paid_back', 'paid_again', 'nothing');

ALTER TABLE payment_exceptions
  ADD COLUMN resolution exception_resolution,
  ADD COLUMN note TEXT,
  ADD CONSTRAINT payment_exceptions_resolution CHECK (resolution IS NULL OR resolved_at IS NOT NULL),
  ADD CONSTRAINT payment_exceptions_note CHECK (length(note) <= 500);

CREATE TABLE payment_reminders (
    id         UUID NOT NULL DEFAULT gen_random_uuid(),
    invoice_id UUID NOT NULL,
    step       INTEGER NOT NULL,
    open_cents INTEGER NOT NULL,
    sent_on    DATE NOT NULL,
    sent_at    TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT payment_reminders_pkey PRIMARY KEY (id),
    CONSTRAINT payment_reminders_step CHECK (step BETWEEN 1 AND 3),
    CONSTRAINT payment_reminders_open CHECK (open_cents > 0),
    CONSTRAINT payment_reminders_invoice_id_fkey FOREIGN KEY (invoice_id)
      REFERENCES invoices (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
-- Each step once, and never two on one day.
CREATE UNIQUE INDEX payment_reminders_invoice_id_step_key ON payment_reminders (invoice_id, step);
CREATE UNIQUE INDEX payment_reminders_invoice_id_sent_on_key ON payment_reminders (invoice_id, sent_on);
CREATE TRIGGER payment_reminders_kept BEFORE UPDATE OR DELETE ON payment_reminders
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER payment_reminders_not_truncated BEFORE TRUNCATE ON payment_reminders EXECUTE FUNCTION refuse_change();

-- Who invoices go to reads mails that a house may say in its own words, too.
ALTER TABLE mail_texts
  DROP CONSTRAINT mail_texts_reader,
  ADD CONSTRAINT mail_texts_reader CHECK (reader IN ('participant', 'booker', 'recipient'));

-- A mail that waited while somebody paid.
ALTER TYPE skip_reason ADD VALUE 'paid';
