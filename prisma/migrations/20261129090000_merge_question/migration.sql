-- A question to the people of a thin session, whether another date suits them as well (docs/decisions/0032). It moves
-- nobody: whoever says yes rebooks.

CREATE TABLE merge_questions (
    id               UUID NOT NULL DEFAULT gen_random_uuid(),
    group_session_id UUID NOT NULL,
    target_id        UUID NOT NULL,
    asked_at         TIMESTAMPTZ(3) NOT NULL,
    asked_by_id      UUID,
    answer_by        TIMESTAMPTZ(3) NOT NULL,
    -- Taken back, or followed by another one.
    ended_at         TIMESTAMPTZ(3),

    CONSTRAINT merge_questions_pkey PRIMARY KEY (id),
    CONSTRAINT merge_questions_elsewhere CHECK (target_id <> group_session_id),
    CONSTRAINT merge_questions_time_to_answer CHECK (answer_by >= asked_at + interval '24 hours'),
    CONSTRAINT merge_questions_group_session_id_fkey FOREIGN KEY (group_session_id)
      REFERENCES group_sessions (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT merge_questions_target_id_fkey FOREIGN KEY (target_id)
      REFERENCES group_sessions (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT merge_questions_asked_by_id_fkey FOREIGN KEY (asked_by_id)
      REFERENCES team_members (id) ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE INDEX merge_questions_group_session_id_idx ON merge_questions (group_session_id, asked_at);
CREATE INDEX merge_questions_target_id_idx ON merge_questions (target_id);
CREATE INDEX merge_questions_asked_by_id_idx ON merge_questions (asked_by_id);
-- Nobody is asked two things at once.
CREATE UNIQUE INDEX merge_questions_one_open ON merge_questions (group_session_id) WHERE ended_at IS NULL;

-- Whose seat it is about, and what they said last; nothing as long as they have not.
CREATE TYPE merge_answer_kind AS ENUM ('move', 'keep');
CREATE TABLE merge_answers (
    question_id UUID NOT NULL,
    seat_id     UUID NOT NULL,
    answer      merge_answer_kind,
    answered_at TIMESTAMPTZ(3),
    answered_by actor_kind,

    CONSTRAINT merge_answers_pkey PRIMARY KEY (question_id, seat_id),
    CONSTRAINT merge_answers_whole CHECK (num_nonnulls(answer, answered_at, answered_by) IN (0, 3)),
    CONSTRAINT merge_answers_question_id_fkey FOREIGN KEY (question_id)
      REFERENCES merge_questions (id) ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT merge_answers_seat_id_fkey FOREIGN KEY (seat_id)
      REFERENCES seats (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX merge_answers_seat_id_idx ON merge_answers (seat_id);

-- A question that was taken back before its mail was sent.
ALTER TYPE skip_reason ADD VALUE 'withdrawn';
