-- A document is for the mailboxes it was issued to; companies may have one name. Of what was issued before it is known who
-- stands on it and whom it was mailed to.
ALTER TABLE invoices ADD COLUMN recipients TEXT[] NOT NULL DEFAULT '{}';

ALTER TABLE invoices DISABLE TRIGGER invoices_kept;
UPDATE invoices i SET recipients = ARRAY(
  SELECT i.content->'buyer'->>'email'
   UNION SELECT m.recipient FROM mails m WHERE m.kind = 'invoice' AND m.occasion = coalesce(i.corrects_id, i.id)::text);
ALTER TABLE invoices ENABLE TRIGGER invoices_kept;
