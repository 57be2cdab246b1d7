-- Reminders, and whether people come. What is due follows from the rules, the session and the clock at every minute;
-- only what was said and what was sent is written down.

-- A mail whose time has passed is not sent: the journal says why.
ALTER TYPE mail_state ADD VALUE 'skipped';
CREATE TYPE skip_reason AS ENUM ('late', 'released', 'moved', 'answered');
ALTER TABLE mails
  ADD COLUMN useful_until TIMESTAMPTZ(3),
  ADD COLUMN skip_reason skip_reason,
  -- As text: a value that was just added cannot be used in the same transaction.
  ADD CONSTRAINT mails_skipped_whole CHECK ((state::text = 'skipped') = (skip_reason IS NOT NULL));

-- When a format's people are reminded and asked; one without a row has the usual rules (lib/sessions/rules-reminders.ts).
CREATE TABLE format_reminders (
    format_id       UUID NOT NULL,
    days            INTEGER,
    question_days   INTEGER,
    again_days      INTEGER,
    minutes         INTEGER,
    at_time         TEXT,
    set_at          TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT format_reminders_pkey PRIMARY KEY (format_id),
    CONSTRAINT format_reminders_days CHECK (days BETWEEN 1 AND 60),
    CONSTRAINT format_reminders_question CHECK (question_days BETWEEN 1 AND 10),
    CONSTRAINT format_reminders_again
      CHECK (again_days IS NULL OR (again_days BETWEEN 1 AND 9 AND again_days < coalesce(question_days, 0))),
    CONSTRAINT format_reminders_minutes CHECK (minutes BETWEEN 10 AND 240),
    CONSTRAINT format_reminders_at_time CHECK (at_time ~ '^([01]\d|2[0-3]):[0-5]\d$'),
    CONSTRAINT format_reminders_format_id_fkey FOREIGN KEY (format_id)
      REFERENCES formats (id) ON DELETE CASCADE ON UPDATE CASCADE
);
-- For what there is, the usual rules count from now on: nobody hears today of a reminder that would have been due before.
INSERT INTO format_reminders (format_id, days, question_days, again_days, minutes, set_at)
SELECT id, 7, 2, 1, 60, clock_timestamp() FROM formats;

-- When a session was last moved to another wall clock time: what was due before is not made up for, and an answer to
-- the date before is none to this one. A zone that changes its clocks moves nobody.
ALTER TABLE group_sessions ADD COLUMN moved_at TIMESTAMPTZ(3);
CREATE FUNCTION note_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.moved_at := moment();
  RETURN NEW;
END $$;
CREATE TRIGGER group_sessions_note_move BEFORE UPDATE ON group_sessions FOR EACH ROW
  WHEN ((NEW.local_start, NEW.time_zone) IS DISTINCT FROM (OLD.local_start, OLD.time_zone)) EXECUTE FUNCTION note_move();

-- Whether somebody comes, as they or the organizer said it last. `reached`: spoken to, and nothing certain.
CREATE TYPE seat_answer_kind AS ENUM ('coming', 'not_coming', 'reached');
CREATE TABLE seat_answers (
    seat_id     UUID NOT NULL,
    answer      seat_answer_kind NOT NULL,
    answered_at TIMESTAMPTZ(3) NOT NULL,
    answered_by actor_kind NOT NULL,
    -- Of the team.
    member_id   UUID,

    CONSTRAINT seat_answers_pkey PRIMARY KEY (seat_id),
    CONSTRAINT seat_answers_reached CHECK (answer <> 'reached' OR answered_by = 'organizer'),
    CONSTRAINT seat_answers_member CHECK (member_id IS NULL OR answered_by = 'organizer'),
    CONSTRAINT seat_answers_seat_id_fkey FOREIGN KEY (seat_id)
      REFERENCES seats (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT seat_answers_member_id_fkey FOREIGN KEY (member_id)
      REFERENCES team_members (id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX seat_answers_member_id_idx ON seat_answers (member_id);
