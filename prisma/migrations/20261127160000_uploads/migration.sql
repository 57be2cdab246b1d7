-- A file somebody has brought along, between looking at what it would do and doing it. It holds names: it goes with
-- the import, and within a day in any case.
CREATE TYPE upload_kind AS ENUM ('people', 'sessions');
CREATE TABLE uploads (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  kind upload_kind NOT NULL,
  file_name text NOT NULL,
  text text NOT NULL,
  uploaded_by_id uuid NOT NULL REFERENCES team_members(id) ON DELETE CASCADE ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX uploads_created_at_idx ON uploads (created_at);
