-- The team's second factor. No secret of anybody's stands in these tables: those of authenticator apps and recovery
-- codes are derived from APP_SECRET (lib/people/totp.ts, recovery-codes.ts), of passkeys there is the public key.

CREATE TYPE factor_kind AS ENUM ('passkey', 'totp', 'recovery_code');
CREATE TYPE passkey_purpose AS ENUM ('register', 'sign_in');

-- Invited until the first sign-in. The invitation is no credential: the way in is the code by mail, as for everybody.
ALTER TABLE team_members
  ADD COLUMN invited_at TIMESTAMPTZ(3),
  ADD COLUMN joined_at TIMESTAMPTZ(3),
  ADD COLUMN totp_generation INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN recovery_generation INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN recovery_kept_at TIMESTAMPTZ(3);
UPDATE team_members m SET joined_at = (SELECT min(a.created_at) FROM auth_sessions a WHERE a.team_member_id = m.id);

-- With which factor, beside the mailbox. Without one a sign-in is incomplete; those of before this migration are.
ALTER TABLE sign_in_challenges ADD COLUMN second_factor factor_kind;
ALTER TABLE auth_sessions ADD COLUMN second_factor factor_kind;

CREATE TABLE passkeys (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  team_member_id UUID NOT NULL REFERENCES team_members (id) ON DELETE CASCADE ON UPDATE CASCADE,
  credential_id TEXT NOT NULL,
  public_key BYTEA NOT NULL,
  counter BIGINT NOT NULL DEFAULT 0,
  transports TEXT[] NOT NULL DEFAULT '{}',
  name TEXT NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at TIMESTAMPTZ(3),
  CONSTRAINT passkeys_counter CHECK (counter >= 0)
);
CREATE UNIQUE INDEX passkeys_credential_id_key ON passkeys (credential_id);
CREATE INDEX passkeys_team_member_id_idx ON passkeys (team_member_id);

CREATE TABLE totp_apps (
  team_member_id UUID NOT NULL PRIMARY KEY REFERENCES team_members (id) ON DELETE CASCADE ON UPDATE CASCADE,
  salt TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  blocked_until TIMESTAMPTZ(3),
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT totp_apps_tries CHECK (tries BETWEEN 0 AND 5)
);

CREATE TABLE passkey_challenges (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  purpose passkey_purpose NOT NULL,
  challenge TEXT NOT NULL,
  bound_to TEXT NOT NULL,
  expires_at TIMESTAMPTZ(3) NOT NULL,
  created_at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX passkey_challenges_created_at_idx ON passkey_challenges (created_at);

-- What was shown once cannot be shown again: each proof is a row, and the indexes say that there is one of each.
CREATE TABLE factor_proofs (
  id UUID NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
  team_member_id UUID NOT NULL REFERENCES team_members (id) ON DELETE CASCADE ON UPDATE CASCADE,
  kind factor_kind NOT NULL,
  passkey_challenge_id UUID REFERENCES passkey_challenges (id) ON DELETE CASCADE ON UPDATE CASCADE,
  totp_step INTEGER,
  recovery_generation INTEGER,
  recovery_number INTEGER,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT factor_proofs_of_its_kind CHECK (
    (kind = 'passkey') = (passkey_challenge_id IS NOT NULL)
    AND (kind = 'totp') = (totp_step IS NOT NULL)
    AND (kind = 'recovery_code') = (recovery_number IS NOT NULL)
    AND (recovery_number IS NULL) = (recovery_generation IS NULL)
  )
);
CREATE UNIQUE INDEX factor_proofs_passkey_challenge_id_key ON factor_proofs (passkey_challenge_id);
CREATE UNIQUE INDEX factor_proofs_team_member_id_totp_step_key ON factor_proofs (team_member_id, totp_step);
CREATE UNIQUE INDEX factor_proofs_recovery_key
  ON factor_proofs (team_member_id, recovery_generation, recovery_number);

-- All owners, locked in one order: of two who remove or demote each other at once one stays.
CREATE FUNCTION lock_owners() RETURNS SETOF uuid LANGUAGE sql AS $$
  SELECT id FROM team_members WHERE role = 'owner' AND removed_at IS NULL ORDER BY id FOR NO KEY UPDATE
$$;

-- The log is read from its end, also by one person's doings.
DROP INDEX activities_at_idx;
CREATE INDEX activities_at_id_idx ON activities (at, id);
CREATE INDEX activities_actor_id_at_idx ON activities (actor_id, at);
