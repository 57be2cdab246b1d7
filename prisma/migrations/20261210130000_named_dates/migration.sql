-- Which other dates a decline names (docs/decisions/0045): ids of sessions, at most two. What the organizer has ticked
-- until the answer is given, from then on what was named; null where nobody has said.
ALTER TABLE seats ADD COLUMN named_dates JSONB,
  ADD CONSTRAINT seats_named_dates CHECK (jsonb_typeof(named_dates) = 'array' AND jsonb_array_length(named_dates) <= 2);
