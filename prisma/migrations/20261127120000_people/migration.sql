-- People: found in spite of typing errors, one row each, erased when they ask for it (docs/decisions/0016).

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Who books for others. One row per mailbox, written when it is proved (lib/people/recognise-booker.ts).
CREATE TABLE bookers (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "erased_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bookers_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX bookers_email_key ON bookers (email);
ALTER TABLE bookers ADD CONSTRAINT bookers_email_lower CHECK (email = lower(email));
INSERT INTO bookers (email, name, created_at)
SELECT DISTINCT ON (booker_email) booker_email, booker_name, created_at FROM bookings
 WHERE booker_email IS NOT NULL AND verified_at IS NOT NULL ORDER BY booker_email, created_at DESC;

-- What the organizer writes down about somebody, for the team alone.
CREATE TABLE person_notes (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "participant_id" UUID,
    "booker_id" UUID,
    "author_id" UUID,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "person_notes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT person_notes_of_one CHECK (num_nonnulls(participant_id, booker_id) = 1),
    CONSTRAINT "person_notes_participant_id_fkey" FOREIGN KEY (participant_id) REFERENCES participants (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "person_notes_booker_id_fkey" FOREIGN KEY (booker_id) REFERENCES bookers (id) ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "person_notes_author_id_fkey" FOREIGN KEY (author_id) REFERENCES team_members (id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX person_notes_participant_id_idx ON person_notes (participant_id);
CREATE INDEX person_notes_booker_id_idx ON person_notes (booker_id);

-- Merged: the row stays, because its mailbox still proves the person, and says who it is now. Erased: the row stays,
-- because seats and the log point to it, and says nothing any more.
ALTER TABLE participants
  ADD COLUMN merged_into_id UUID REFERENCES participants (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD COLUMN merged_at TIMESTAMPTZ(3),
  ADD COLUMN erased_at TIMESTAMPTZ(3),
  -- Names, companies and addresses of those merged into this one, to be found by.
  ADD COLUMN also_known_as TEXT NOT NULL DEFAULT '',
  ADD CONSTRAINT participants_merged_whole CHECK ((merged_into_id IS NULL) = (merged_at IS NULL)),
  ADD CONSTRAINT participants_not_into_itself CHECK (merged_into_id <> id);
CREATE INDEX participants_merged_into_id_idx ON participants (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- Until when the law asks for the name on a booking of somebody who was erased (§ 147 AO, § 257 HGB).
ALTER TABLE bookings ADD COLUMN name_kept_until DATE;

-- Nobody is merged into somebody who is merged: reads follow one step and no more.
CREATE FUNCTION guard_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM participants WHERE id = NEW.merged_into_id AND merged_into_id IS NOT NULL)
     OR EXISTS (SELECT FROM participants WHERE merged_into_id = NEW.id) THEN
    RAISE EXCEPTION 'a merge is one step: constraint "participants_merge_one_step"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'participants_merge_one_step', TABLE = 'participants';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER participants_guard_merge BEFORE INSERT OR UPDATE OF merged_into_id ON participants
  FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION guard_merge();

-- As before, with the one change of person that is none: from somebody to whom they were merged into. So a seat stays
-- with its person, and seats_one_per_person counts the seats of both.
CREATE OR REPLACE FUNCTION guard_seat_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = 'released' THEN
      RAISE EXCEPTION 'a seat does not begin released: constraint "seats_transition"'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_transition', TABLE = 'seats';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.group_session_id, NEW.booking_id) IS DISTINCT FROM (OLD.group_session_id, OLD.booking_id)
     OR (OLD.participant_id IS NOT NULL AND NEW.participant_id IS DISTINCT FROM OLD.participant_id
         AND NOT EXISTS (SELECT FROM participants WHERE id = OLD.participant_id AND merged_into_id = NEW.participant_id))
     OR (OLD.state = 'released' AND (NEW.release_reason, NEW.released_at) IS DISTINCT FROM (OLD.release_reason, OLD.released_at))
     OR NOT (NEW.state = OLD.state OR CASE OLD.state
       WHEN 'held' THEN NEW.state IN ('requested', 'confirmed', 'released')
       WHEN 'offered' THEN NEW.state IN ('requested', 'confirmed', 'released')
       WHEN 'requested' THEN NEW.state IN ('confirmed', 'released')
       WHEN 'confirmed' THEN NEW.state = 'released'
       ELSE false END) THEN
    RAISE EXCEPTION 'seat cannot go from % to %: constraint "seats_transition"', OLD.state, NEW.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_transition', TABLE = 'seats';
  END IF;
  RETURN NEW;
END $$;

-- Locks ----------------------------------------------------------------------------------------------------
-- For verbs about people, in the one order: sessions, then these from top to bottom.

CREATE FUNCTION lock_seats_of_people(p_people uuid[]) RETURNS SETOF seats LANGUAGE sql AS $$
  SELECT * FROM seats WHERE participant_id = ANY (p_people) ORDER BY id FOR NO KEY UPDATE
$$;

CREATE FUNCTION lock_bookings(p_ids uuid[]) RETURNS SETOF bookings LANGUAGE sql AS $$
  SELECT * FROM bookings WHERE id = ANY (p_ids) ORDER BY id FOR NO KEY UPDATE
$$;

CREATE FUNCTION lock_people(p_ids uuid[]) RETURNS SETOF participants LANGUAGE sql AS $$
  SELECT * FROM participants WHERE id = ANY (p_ids) ORDER BY id FOR NO KEY UPDATE
$$;

-- Search ---------------------------------------------------------------------------------------------------

-- Text as it is searched for: no case, no accents, no punctuation, and a German umlaut the same in each of its
-- spellings: Müller, Mueller and Muller are "muller", Weiß and Weiss are "weiss". What else has "ue" in it loses
-- the "e" as well ("Bauer" is "baur"), in the text and in the question alike.
CREATE FUNCTION search_form(p_text text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  btrim(regexp_replace(
    regexp_replace(
      replace(replace(replace(replace(replace(
        translate(
          lower(regexp_replace(normalize(p_text, NFKD), '[\u0300-\u036f]', '', 'g') COLLATE "pg_c_utf8"),
          'øłđðı', 'olddi'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ĳ', 'ij'),
      '([aou])e', '\1', 'g'),
    '[^[:alnum:]]+', ' ', 'g'));

-- The words of a name in the order of the alphabet: given and family name swapped are the same.
CREATE FUNCTION name_form(p_name text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  (SELECT coalesce(string_agg(word, ' ' ORDER BY word COLLATE "C"), '') FROM unnest(string_to_array(search_form(p_name), ' ')) AS word);

-- Kept by the database, so that no path can forget them.
ALTER TABLE participants
  ADD COLUMN sort_form TEXT COLLATE "C" GENERATED ALWAYS AS (search_form(family_name || ' ' || given_name)) STORED,
  ADD COLUMN name_form TEXT GENERATED ALWAYS AS (name_form(given_name || ' ' || family_name)) STORED,
  ADD COLUMN search_form TEXT GENERATED ALWAYS AS (search_form(given_name || ' ' || family_name || ' ' || company_name || ' ' || email || ' ' || also_known_as)) STORED;
ALTER TABLE bookers
  ADD COLUMN sort_form TEXT COLLATE "C" GENERATED ALWAYS AS (search_form(name)) STORED,
  ADD COLUMN search_form TEXT GENERATED ALWAYS AS (search_form(name || ' ' || email)) STORED;

CREATE INDEX participants_sort_form_idx ON participants (sort_form, id);
CREATE INDEX participants_name_form_idx ON participants (name_form);
CREATE INDEX participants_mailbox_idx ON participants (split_part(email, '@', 1));
CREATE INDEX participants_domain_idx ON participants (split_part(email, '@', 2));
CREATE INDEX participants_search_form_idx ON participants USING gin (search_form gin_trgm_ops);
CREATE INDEX participants_name_idx ON participants USING gin (sort_form gin_trgm_ops);
CREATE INDEX bookers_sort_form_idx ON bookers (sort_form, id);
CREATE INDEX bookers_search_form_idx ON bookers USING gin (search_form gin_trgm_ops);

CREATE INDEX seats_participant_id_idx ON seats (participant_id);
CREATE INDEX mails_booking_id_idx ON mails (booking_id);

CREATE INDEX group_sessions_host_id_idx ON group_sessions (host_id);

-- Everybody once: who takes part, and who only books for others. Asked one by one whether a booker takes part as well:
-- as a NOT EXISTS it would be asked of all at once, before the first page is cut off.
CREATE VIEW everybody AS
  SELECT 'participant' AS kind, id, sort_form, search_form FROM participants WHERE merged_into_id IS NULL AND erased_at IS NULL
  UNION ALL
  SELECT 'booker', id, sort_form, search_form FROM bookers b
   WHERE erased_at IS NULL AND (SELECT p.id FROM participants p WHERE p.email = b.email) IS NULL;

-- Who is in a host's sessions, and who booked for them.
CREATE FUNCTION people_of_host(p_host uuid) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  WITH seat AS (SELECT s.participant_id, s.booking_id FROM group_sessions g JOIN seats s ON s.group_session_id = g.id WHERE g.host_id = p_host)
  SELECT participant_id FROM seat WHERE participant_id IS NOT NULL
  UNION SELECT b.id FROM seat JOIN bookings ON bookings.id = seat.booking_id JOIN bookers b ON b.email = bookings.booker_email
$$;

CREATE FUNCTION begins_in(p_word text, p_text text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  starts_with(p_text, p_word) OR position(' ' || p_word IN p_text) > 0;

-- How much of a word must be in a text to be taken for a slip of the finger: short words have fewer letters to spare.
CREATE FUNCTION likeness_asked(p_word text) RETURNS real LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE WHEN length(p_word) < 5 THEN 0.4 ELSE 0.5 END;

-- People by name, or what fits best to what was typed. Every word has to be in the name, the company or the address, in
-- any order. First come those with these very words in their name (rank 3000), then names that begin with them (2000),
-- then companies and addresses that do (1000), and only where these fill no page those that look alike. One rank after
-- the other, each from an index and no further than the page: at 100,000 people that is some 20 ms for "Müller" where
-- ranking all that look alike took 800.
-- With a host only the people of that host's sessions. A page goes on behind (p_after_rank, p_after_form, p_after_id).
CREATE FUNCTION search_people(
  p_query text, p_host uuid, p_after_rank int, p_after_form text, p_after_id uuid, p_limit int
) RETURNS TABLE (kind text, id uuid, rank int, sort_form text)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan SET pg_trgm.word_similarity_threshold = 0.5 AS $$
#variable_conflict use_column
DECLARE
  -- The longest word narrows down most and is looked up in the index; the others sift what it found.
  words text[] := ARRAY(
    SELECT word FROM unnest(string_to_array(search_form(p_query), ' ')) AS word WHERE word <> ''
     GROUP BY word ORDER BY length(word) DESC, word LIMIT 6);
  likely text := coalesce(words[1], '');
  starts text := likely || '%';
  inside text := '% ' || likely || '%';
  found int := 0;
  tier int;
BEGIN
  IF likely = '' THEN
    -- Each half from its own index and no further than the page, which the planner does not do through the view.
    RETURN QUERY
      SELECT page.kind, page.id, 0, page.sort_form FROM (
        (SELECT 'participant' AS kind, p.id, p.sort_form FROM participants p
          WHERE p.merged_into_id IS NULL AND p.erased_at IS NULL
            AND (p_after_id IS NULL OR (p.sort_form, p.id) > (p_after_form, p_after_id))
            AND (p_host IS NULL OR p.id IN (SELECT people_of_host(p_host)))
          ORDER BY p.sort_form, p.id LIMIT p_limit)
        UNION ALL
        (SELECT 'booker', b.id, b.sort_form FROM bookers b
          WHERE b.erased_at IS NULL AND (SELECT p.id FROM participants p WHERE p.email = b.email) IS NULL
            AND (p_after_id IS NULL OR (b.sort_form, b.id) > (p_after_form, p_after_id))
            AND (p_host IS NULL OR b.id IN (SELECT people_of_host(p_host)))
          ORDER BY b.sort_form, b.id LIMIT p_limit)) page
       ORDER BY page.sort_form, page.id LIMIT p_limit;
    RETURN;
  END IF;
  FOREACH tier IN ARRAY ARRAY[3000, 2000, 1000] LOOP
    CONTINUE WHEN tier > p_after_rank;
    RETURN QUERY
      SELECT e.kind, e.id, tier, e.sort_form FROM everybody e
       WHERE CASE WHEN tier = 1000 THEN e.search_form LIKE starts OR e.search_form LIKE inside
                  ELSE e.sort_form LIKE starts OR e.sort_form LIKE inside END
         AND CASE tier
               WHEN 3000 THEN NOT EXISTS (SELECT FROM unnest(words) AS word WHERE position(' ' || word || ' ' IN ' ' || e.sort_form || ' ') = 0)
               WHEN 2000 THEN NOT EXISTS (SELECT FROM unnest(words) AS word WHERE NOT begins_in(word, e.sort_form))
                              AND EXISTS (SELECT FROM unnest(words) AS word WHERE position(' ' || word || ' ' IN ' ' || e.sort_form || ' ') = 0)
               WHEN 1000 THEN NOT EXISTS (SELECT FROM unnest(words) AS word WHERE NOT begins_in(word, e.search_form))
                              AND EXISTS (SELECT FROM unnest(words) AS word WHERE NOT begins_in(word, e.sort_form)) END
         AND (p_after_id IS NULL OR p_after_rank <> tier OR (e.sort_form, e.id) > (p_after_form, p_after_id))
         AND (p_host IS NULL OR e.id IN (SELECT people_of_host(p_host)))
       ORDER BY e.sort_form, e.id LIMIT p_limit - found;
    GET DIAGNOSTICS tier = ROW_COUNT;
    found := found + tier;
    IF found >= p_limit THEN RETURN; END IF;
  END LOOP;
  IF length(likely) < 3 THEN RETURN; END IF;
  PERFORM set_config('pg_trgm.word_similarity_threshold', likeness_asked(likely)::text, true);
  -- Names are short and few look alike; only then everything else (500 and less).
  FOREACH tier IN ARRAY ARRAY[500, 0] LOOP
    RETURN QUERY
      SELECT alike.kind, alike.id, alike.rank, alike.sort_form
        FROM (SELECT e.*, tier + 1 + (SELECT 498 * avg(word_similarity(word, e.search_form)) FROM unnest(words) AS word)::int AS rank FROM everybody e
               WHERE CASE WHEN tier = 500 THEN e.sort_form %> likely ELSE e.search_form %> likely AND NOT e.sort_form %> likely END
                 AND NOT EXISTS (SELECT FROM unnest(words[2:]) AS word
                                  WHERE NOT begins_in(word, e.search_form) AND word_similarity(word, e.search_form) < likeness_asked(word))
                 AND EXISTS (SELECT FROM unnest(words) AS word WHERE NOT begins_in(word, e.search_form))
                 AND (p_host IS NULL OR e.id IN (SELECT people_of_host(p_host)))) alike
       WHERE p_after_id IS NULL OR (-alike.rank, alike.sort_form, alike.id) > (-p_after_rank, p_after_form, p_after_id)
       ORDER BY alike.rank DESC, alike.sort_form, alike.id LIMIT p_limit - found;
    GET DIAGNOSTICS tier = ROW_COUNT;
    found := found + tier;
    IF found >= p_limit THEN RETURN; END IF;
  END LOOP;
END $$;
