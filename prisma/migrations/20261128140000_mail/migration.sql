-- Mail that arrives: addresses that mail comes back from, subscriptions to new dates, and a house's own words
-- (docs/decisions/0030).
CREATE TYPE address_mark AS ENUM ('bounced', 'complained');

-- Only what is wrong has a row. Taking a mark off deletes it.
CREATE TABLE mail_addresses (
    address   TEXT NOT NULL,
    mark      address_mark NOT NULL,
    reason    TEXT NOT NULL,
    source    TEXT NOT NULL,
    mail_id   UUID,
    marked_at TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT mail_addresses_pkey PRIMARY KEY (address),
    CONSTRAINT mail_addresses_lower_case CHECK (address = lower(address)),
    -- What a server says may quote an address.
    CONSTRAINT mail_addresses_reason_of_nobody CHECK (reason !~ '@' AND length(reason) <= 160),
    CONSTRAINT mail_addresses_source CHECK (source IN ('smtp', 'postmark', 'mailgun', 'sendgrid'))
);

-- What a provider has told us already, by its own number of the event: told again, nothing happens.
CREATE TABLE mail_events (
    provider TEXT NOT NULL,
    event_id TEXT NOT NULL,
    at       TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT mail_events_pkey PRIMARY KEY (provider, event_id),
    CONSTRAINT mail_events_id_short CHECK (length(event_id) BETWEEN 1 AND 200)
);
CREATE INDEX mail_events_at_idx ON mail_events (at);

-- Who wants to hear of new dates. Leaving deletes the row.
CREATE TABLE subscriptions (
    id           UUID NOT NULL DEFAULT gen_random_uuid(),
    email        TEXT NOT NULL,
    locale       locale NOT NULL,
    format_id    UUID,
    language     locale,
    confirmed_at TIMESTAMPTZ(3),
    told_until   TIMESTAMPTZ(3),
    created_at   TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT subscriptions_pkey PRIMARY KEY (id),
    CONSTRAINT subscriptions_lower_case CHECK (email = lower(email)),
    CONSTRAINT subscriptions_told_once_confirmed CHECK ((confirmed_at IS NULL) = (told_until IS NULL)),
    CONSTRAINT subscriptions_format_id_fkey FOREIGN KEY (format_id)
      REFERENCES formats (id) ON DELETE CASCADE ON UPDATE CASCADE
);
-- Two requests at once are one subscription.
CREATE UNIQUE INDEX subscriptions_once ON subscriptions (email, format_id, language) NULLS NOT DISTINCT;
CREATE INDEX subscriptions_confirmed ON subscriptions (told_until) WHERE confirmed_at IS NOT NULL;
CREATE INDEX subscriptions_unconfirmed ON subscriptions (created_at) WHERE confirmed_at IS NULL;

-- What a house says in a mail in place of the standard text. Going back to that deletes the row.
CREATE TABLE mail_texts (
    format_id  UUID NOT NULL,
    kind       TEXT NOT NULL,
    reader     TEXT NOT NULL,
    locale     locale NOT NULL,
    subject    TEXT,
    opening    TEXT,
    updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT mail_texts_pkey PRIMARY KEY (format_id, kind, reader, locale),
    CONSTRAINT mail_texts_reader CHECK (reader IN ('participant', 'booker')),
    CONSTRAINT mail_texts_says_something CHECK (subject IS NOT NULL OR opening IS NOT NULL),
    -- A header is one line.
    CONSTRAINT mail_texts_subject_one_line CHECK (subject !~ '[[:cntrl:]]' AND length(subject) <= 200),
    CONSTRAINT mail_texts_opening_short CHECK (length(opening) <= 2000),
    CONSTRAINT mail_texts_format_id_fkey FOREIGN KEY (format_id)
      REFERENCES formats (id) ON DELETE CASCADE ON UPDATE CASCADE
);

-- The text of a mail is among its facts, as it was then.
ALTER TABLE mails ADD COLUMN own_text JSONB;

-- Asking for a subscription writes to whoever is named, like a lost link: counted by the same index.
DROP INDEX mails_causable_by_domain;
CREATE INDEX mails_causable_by_domain ON mails (split_part(recipient, '@', 2), created_at)
  WHERE kind IN ('code', 'links', 'duplicate', 'subscription') AND state <> 'suppressed';

-- A seat that was given back late is filled again once.
CREATE UNIQUE INDEX activities_refilled_once ON activities (seat_id) WHERE kind = 'seat.refilled';
