-- A ticket is good for one sign-in: the sign-in row itself says that it was used, and the index that it was used once.
ALTER TABLE sign_in_challenges DROP COLUMN ticket_used_at;
ALTER TABLE auth_sessions ADD COLUMN challenge_id UUID REFERENCES sign_in_challenges (id) ON DELETE SET NULL ON UPDATE CASCADE;
CREATE UNIQUE INDEX auth_sessions_challenge_id_key ON auth_sessions (challenge_id);

-- Nothing writes while a page is read, so there is no "last seen".
ALTER TABLE auth_sessions DROP COLUMN last_seen_at;

ALTER TABLE sign_in_challenges ADD CONSTRAINT sign_in_challenges_tries CHECK (tries BETWEEN 0 AND 5);

-- Asked for by age: the limit of codes per member, and what is old enough to be forgotten.
DROP INDEX sign_in_challenges_expires_at_idx;
CREATE INDEX sign_in_challenges_created_at_idx ON sign_in_challenges (created_at);
CREATE INDEX sign_in_challenges_team_member_id_created_at_idx ON sign_in_challenges (team_member_id, created_at);
