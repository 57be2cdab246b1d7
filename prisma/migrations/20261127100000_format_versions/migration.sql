-- What a format was when somebody booked it. The database itself keeps every version, so that no path (desk, import,
-- psql) can change what was offered without leaving what it was before.

-- The address of on-site sessions, as their default.
ALTER TABLE formats ADD COLUMN place_text TEXT, ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE formats ADD CONSTRAINT formats_place_text CHECK (place_text IS NULL OR place = 'on_site');

CREATE TABLE format_versions (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    format_id UUID NOT NULL,
    version INTEGER NOT NULL,
    content JSONB NOT NULL,
    at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    -- A member of the team; nobody where the system or somebody in psql did it.
    by_id UUID,

    CONSTRAINT format_versions_pkey PRIMARY KEY (id)
);
CREATE UNIQUE INDEX format_versions_format_id_version_key ON format_versions (format_id, version);
ALTER TABLE format_versions ADD CONSTRAINT format_versions_format_id_fkey
  FOREIGN KEY (format_id) REFERENCES formats (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- All of a format that is offered or promised. Not what merely arranges it: its address, its place in the list and how
-- the demo answers. A column that is added later belongs to it by itself.
CREATE FUNCTION format_content(f formats) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT to_jsonb(f) - ARRAY['id', 'slug', 'version', 'position', 'decide_next_minute', 'created_at', 'updated_at']
$$;

-- The number counts the changes of the content; whoever writes the row cannot choose it.
CREATE FUNCTION count_format_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + CASE WHEN format_content(NEW) = format_content(OLD) THEN 0 ELSE 1 END;
  RETURN NEW;
END $$;
CREATE TRIGGER formats_count_version BEFORE UPDATE ON formats FOR EACH ROW EXECUTE FUNCTION count_format_version();

-- Who did it is told by the verb, for its transaction only (lib/sessions/as-author.ts).
CREATE FUNCTION keep_format_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moment timestamptz := NEW.created_at;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.version = OLD.version THEN RETURN NULL; END IF;
    moment := CASE WHEN NEW.updated_at > OLD.updated_at THEN NEW.updated_at ELSE clock_timestamp() END;
  END IF;
  INSERT INTO format_versions (format_id, version, content, at, by_id)
  VALUES (NEW.id, NEW.version, format_content(NEW), moment, nullif(current_setting('runde.author', true), '')::uuid);
  RETURN NULL;
END $$;
CREATE TRIGGER formats_keep_version AFTER INSERT OR UPDATE ON formats FOR EACH ROW EXECUTE FUNCTION keep_format_version();

INSERT INTO format_versions (format_id, version, content, at)
SELECT id, version, format_content(formats), updated_at FROM formats;

CREATE TRIGGER format_versions_kept BEFORE UPDATE OR DELETE ON format_versions FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER format_versions_not_truncated BEFORE TRUNCATE ON format_versions EXECUTE FUNCTION refuse_change();

-- What a seat was taken under ------------------------------------------------------------------------------

ALTER TABLE seats ADD COLUMN format_version_id UUID;
UPDATE seats SET format_version_id = v.id
  FROM group_sessions s JOIN format_versions v ON v.format_id = s.format_id WHERE s.id = seats.group_session_id;
ALTER TABLE seats ALTER COLUMN format_version_id SET NOT NULL;
ALTER TABLE seats ADD CONSTRAINT seats_format_version_id_fkey
  FOREIGN KEY (format_version_id) REFERENCES format_versions (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX seats_format_version_id_idx ON seats (format_version_id);

-- Every way to a seat gets it: the hold, the desk, a rebooking, a substitute. A substitute takes over what was promised
-- to the person before, and so does somebody whose hold ran out while the code was on its way; whoever moves to another
-- date agrees to that date's format as it is.
CREATE FUNCTION note_format_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.format_version_id IS DISTINCT FROM OLD.format_version_id THEN
      RAISE EXCEPTION 'what a seat was taken under stays: constraint "seats_version_kept"'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_version_kept', TABLE = 'seats';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.format_version_id IS NULL THEN
    SELECT before.format_version_id INTO NEW.format_version_id
      FROM (SELECT * FROM seats WHERE booking_id = NEW.booking_id ORDER BY created_at DESC, id DESC LIMIT 1) before
     WHERE before.group_session_id = NEW.group_session_id
       AND before.release_reason IN ('substituted', 'expired', 'duplicate');
  END IF;
  IF NEW.format_version_id IS NULL THEN
    SELECT v.id INTO NEW.format_version_id
      FROM group_sessions s JOIN formats f ON f.id = s.format_id
      JOIN format_versions v ON v.format_id = f.id AND v.version = f.version
     WHERE s.id = NEW.group_session_id;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seats_note_format_version BEFORE INSERT OR UPDATE ON seats
  FOR EACH ROW EXECUTE FUNCTION note_format_version();

-- A format as it is at this moment. A join would show it as it was when the statement began, which is before the locks
-- were free; a function of its own looks again.
CREATE FUNCTION format_now(p_id uuid) RETURNS SETOF formats LANGUAGE sql VOLATILE AS $$
  SELECT * FROM formats WHERE id = p_id
$$;

-- The address of the meeting -------------------------------------------------------------------------------

-- In a table of its own: nothing that reads a format or a session has it along by accident. One for all sessions of a
-- format, one for a session that differs.
CREATE TABLE meeting_links (
    id UUID NOT NULL DEFAULT gen_random_uuid(),
    format_id UUID,
    group_session_id UUID,
    url TEXT NOT NULL,
    updated_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT meeting_links_pkey PRIMARY KEY (id),
    CONSTRAINT meeting_links_of_one CHECK (num_nonnulls(format_id, group_session_id) = 1),
    CONSTRAINT meeting_links_https CHECK (url ~ '^https://[^\s]+$' AND length(url) <= 1000)
);
CREATE UNIQUE INDEX meeting_links_format_id_key ON meeting_links (format_id);
CREATE UNIQUE INDEX meeting_links_group_session_id_key ON meeting_links (group_session_id);
ALTER TABLE meeting_links
  ADD CONSTRAINT meeting_links_format_id_fkey FOREIGN KEY (format_id) REFERENCES formats (id) ON DELETE CASCADE ON UPDATE CASCADE,
  ADD CONSTRAINT meeting_links_group_session_id_fkey
    FOREIGN KEY (group_session_id) REFERENCES group_sessions (id) ON DELETE CASCADE ON UPDATE CASCADE;

-- The one place that gives the address to somebody who is not of the team: it takes a confirmed seat in an online
-- session that is on and not over. A seat that is only held, requested or offered opens nothing.
CREATE FUNCTION meeting_address(p_booking uuid, p_now timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(own.url, usual.url)
    FROM seats x
    JOIN group_sessions s ON s.id = x.group_session_id AND s.status IN ('published', 'guaranteed') AND s.ends_at > p_now
    JOIN formats f ON f.id = s.format_id AND f.place = 'online'
    LEFT JOIN meeting_links own ON own.group_session_id = s.id
    LEFT JOIN meeting_links usual ON usual.format_id = f.id
   WHERE x.booking_id = p_booking AND x.state = 'confirmed'
$$;
