-- Who books for somebody else must not learn from the answer that this person has a seat already. In a reviewed format
-- they ask like anybody and are declined in time; such a request is nobody's, since a person has one seat in a session.
ALTER TABLE seats
  DROP CONSTRAINT seats_person_known,
  ADD CONSTRAINT seats_person_known CHECK (
    state NOT IN ('requested', 'confirmed') OR participant_id IS NOT NULL OR (state = 'requested' AND decision = 'decline')
  );
