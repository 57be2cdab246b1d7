-- What two people may edit at the same time, and the second is told (docs/decisions/0031).

-- The settings of the house ---------------------------------------------------------------------------------

-- What is set, while nobody else can set anything; nothing before the first time.
CREATE FUNCTION lock_settings(p_now timestamptz) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  present jsonb;
BEGIN
  INSERT INTO settings (id, data, updated_at) VALUES (1, '{}', p_now) ON CONFLICT DO NOTHING;
  SELECT data INTO present FROM settings WHERE id = 1 FOR NO KEY UPDATE;
  RETURN present;
END $$;

-- The address of a meeting ----------------------------------------------------------------------------------

-- For ten minutes the former address stays beside the new one, and a row without an address says that there was one.
ALTER TABLE meeting_links
  ALTER COLUMN url DROP NOT NULL,
  ADD COLUMN former_url text,
  ADD COLUMN former_until timestamptz(3),
  ADD CONSTRAINT meeting_links_former_ends CHECK (former_url IS NULL OR former_until IS NOT NULL),
  ADD CONSTRAINT meeting_links_says_something CHECK (url IS NOT NULL OR former_until IS NOT NULL);
