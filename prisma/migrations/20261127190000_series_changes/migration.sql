-- One decision may change several sessions: its plans take effect together and are taken back together. A plan that was
-- there before is a decision of its own.
ALTER TABLE planned_changes ADD COLUMN decision_id UUID NOT NULL DEFAULT gen_random_uuid();
CREATE INDEX planned_changes_decision_id_idx ON planned_changes (decision_id);
