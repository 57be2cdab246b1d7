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
