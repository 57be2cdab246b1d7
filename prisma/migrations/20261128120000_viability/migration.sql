-- Whether a session takes place: who decides that, and when (docs/decisions/0028).

-- As soon as enough people are confirmed; on the decision date, if enough are then; or the organizer by hand.
CREATE TYPE guarantee_rule AS ENUM ('at_minimum', 'at_decision', 'by_hand');

ALTER TABLE formats
  ADD COLUMN decision_working_days INTEGER NOT NULL DEFAULT 5,
  ADD COLUMN guarantee guarantee_rule NOT NULL DEFAULT 'at_minimum',
  ADD CONSTRAINT formats_decision_working_days CHECK (decision_working_days BETWEEN 1 AND 30);

-- Announced with the date, so an edited format does not move it.
ALTER TABLE group_sessions
  ADD COLUMN decision_working_days INTEGER NOT NULL DEFAULT 5,
  ADD CONSTRAINT group_sessions_decision_working_days CHECK (decision_working_days BETWEEN 1 AND 30);

-- First access: until then a published session is for those alone who have wished for such a date. Nobody else sees it,
-- holds a seat in it or moves there; whoever wished has a seat offered as long. What is public follows from the instant,
-- so that a worker that stands still keeps nobody out. hold_seat (20261128130000_assistant) and offer_seats
-- (20261129110000_waitlist_told) keep to it.
ALTER TABLE group_sessions
  ADD COLUMN first_access_until TIMESTAMPTZ(3),
  ADD CONSTRAINT group_sessions_first_access_published CHECK (first_access_until IS NULL OR status <> 'draft');
