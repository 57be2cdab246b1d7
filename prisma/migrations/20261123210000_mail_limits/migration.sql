-- How many mails that anybody can cause went to one house lately (lib/notifications/queue-mail.ts).
CREATE INDEX mails_causable_by_domain ON mails (split_part(recipient, '@', 2), created_at)
  WHERE kind IN ('code', 'links', 'duplicate') AND state <> 'suppressed';
