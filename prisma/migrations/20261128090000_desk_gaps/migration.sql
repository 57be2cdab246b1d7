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
