-- The desk with ten thousand sessions and a hundred thousand people (docs/performance.md).

-- Its work is done by group_sessions_host_id_starts_at_idx, which begins with the same column.
DROP INDEX group_sessions_host_id_idx;

-- What could not be sent, newest first.
CREATE INDEX mails_state_created_at_id_idx ON mails (state, created_at, id);

-- One part of the log, also where little of it is of that part; the part is the beginning of the kind.
CREATE INDEX activities_area_at_idx ON activities (split_part(kind, '.', 1), at, id);

-- Who took over somebody's seat, among all that were ever taken (lib/numbers/definitions.ts).
CREATE INDEX seats_substituted ON seats (booking_id) WHERE release_reason = 'substituted';

-- The company as it is compared with others when two may be one person: worked out once and not for every pair.
ALTER TABLE participants ADD COLUMN company_form TEXT GENERATED ALWAYS AS (search_form(company_name)) STORED;

-- Who books for others by a name that was mistyped.
CREATE INDEX bookers_name_idx ON bookers USING gin (sort_form gin_trgm_ops);

-- Finds what it found before. The second longest word is looked up in the index as well: at 100,000 people two mistyped
-- words left 7,500 rows to be compared letter by letter, which took 300 ms; both words together leave some 200.
CREATE OR REPLACE FUNCTION search_people(
  p_query text, p_host uuid, p_after_rank int, p_after_form text, p_after_id uuid, p_limit int
) RETURNS TABLE (kind text, id uuid, rank int, sort_form text)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan SET pg_trgm.word_similarity_threshold = 0.5 AS $$
#variable_conflict use_column
DECLARE
  -- The two longest words narrow down most and are looked up in the index; the others sift what they found.
  words text[] := ARRAY(
    SELECT word FROM unnest(string_to_array(search_form(p_query), ' ')) AS word WHERE word <> ''
     GROUP BY word ORDER BY length(word) DESC, word LIMIT 6);
  likely text := coalesce(words[1], '');
  second text := CASE WHEN length(words[2]) >= 3 THEN words[2] END;
  starts text := likely || '%';
  inside text := '% ' || likely || '%';
  second_starts text := second || '%';
  second_inside text := '% ' || second || '%';
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
         AND CASE WHEN second IS NULL THEN true WHEN tier = 1000 THEN e.search_form LIKE second_starts OR e.search_form LIKE second_inside
                  ELSE e.sort_form LIKE second_starts OR e.sort_form LIKE second_inside END
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
  PERFORM set_config('pg_trgm.word_similarity_threshold', likeness_asked(coalesce(second, likely))::text, true);
  -- Names are short and few look alike; only then everything else (500 and less).
  FOREACH tier IN ARRAY ARRAY[500, 0] LOOP
    RETURN QUERY
      SELECT alike.kind, alike.id, alike.rank, alike.sort_form
        FROM (SELECT e.*, tier + 1 + (SELECT 498 * avg(word_similarity(word, e.search_form)) FROM unnest(words) AS word)::int AS rank FROM everybody e
               WHERE CASE WHEN tier = 500 THEN e.sort_form %> likely AND word_similarity(likely, e.sort_form) >= likeness_asked(likely)
                          ELSE e.search_form %> likely AND word_similarity(likely, e.search_form) >= likeness_asked(likely)
                               AND word_similarity(likely, e.sort_form) < likeness_asked(likely) END
                 AND (second IS NULL OR e.search_form %> second)
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
