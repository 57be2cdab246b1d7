-- What has come in at the bank by an uploaded statement (docs/decisions/0039). The statement itself is kept nowhere.

CREATE TABLE bank_credits (
    id         UUID NOT NULL DEFAULT gen_random_uuid(),
    key        CHAR(64) NOT NULL,
    booked_on  DATE NOT NULL,
    cents      INTEGER NOT NULL,
    currency   CHAR(3) NOT NULL,
    payer      TEXT,
    remittance TEXT,
    read_at    TIMESTAMPTZ(3) NOT NULL,
    position   INTEGER NOT NULL,
    settled_at TIMESTAMPTZ(3),
    payment_id UUID,

    CONSTRAINT bank_credits_pkey PRIMARY KEY (id),
    CONSTRAINT bank_credits_cents CHECK (cents > 0),
    CONSTRAINT bank_credits_lengths CHECK (length(payer) <= 140 AND length(remittance) <= 500),
    -- Only what has been dealt with is a payment, and then nobody reads any more who paid for what.
    CONSTRAINT bank_credits_settled CHECK (
      CASE WHEN settled_at IS NULL THEN payment_id IS NULL ELSE payer IS NULL AND remittance IS NULL END),
    CONSTRAINT bank_credits_payment_id_fkey FOREIGN KEY (payment_id)
      REFERENCES payments (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
-- An entry of a statement comes in once, however often and in whatever files it is uploaded.
CREATE UNIQUE INDEX bank_credits_key_key ON bank_credits (key);
CREATE UNIQUE INDEX bank_credits_payment_id_key ON bank_credits (payment_id);
CREATE INDEX bank_credits_settled_at_idx ON bank_credits (settled_at);

-- What was dealt with stays so, and is still known when the statement comes once more.
CREATE TRIGGER bank_credits_kept BEFORE UPDATE ON bank_credits
  FOR EACH ROW WHEN (OLD.settled_at IS NOT NULL) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_credits_not_deleted BEFORE DELETE ON bank_credits
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER bank_credits_not_truncated BEFORE TRUNCATE ON bank_credits EXECUTE FUNCTION refuse_change();

-- Before the booking it is for, always.
CREATE FUNCTION lock_credit(p_id uuid) RETURNS SETOF bank_credits LANGUAGE sql AS $$
  SELECT * FROM bank_credits WHERE id = p_id FOR NO KEY UPDATE
$$;
