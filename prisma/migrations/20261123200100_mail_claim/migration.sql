-- A mail that is being sent belongs to one worker for a while. When that worker has died, another may take it over.
ALTER TABLE mails ADD COLUMN claimed_at TIMESTAMPTZ(3);
ALTER TABLE mails ADD CONSTRAINT mails_sending_claimed CHECK (state <> 'sending' OR claimed_at IS NOT NULL);
