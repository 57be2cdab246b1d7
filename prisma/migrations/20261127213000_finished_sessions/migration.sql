-- What is over has no open seat: whoever finishes a session has answered everybody in it, and what can no longer be
-- taken there (count_seat) can then not come about by a transition either.
CREATE OR REPLACE FUNCTION guard_session_transition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (NEW.status = OLD.status OR CASE OLD.status
      WHEN 'draft' THEN NEW.status = 'published'
      WHEN 'published' THEN NEW.status IN ('guaranteed', 'finished', 'cancelled')
      WHEN 'guaranteed' THEN NEW.status IN ('finished', 'cancelled')
      ELSE false END) THEN
    RAISE EXCEPTION 'session cannot go from % to %: constraint "group_sessions_transition"', OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'group_sessions_transition', TABLE = 'group_sessions';
  END IF;
  IF NEW.status = 'finished' AND OLD.status <> 'finished'
     AND EXISTS (SELECT FROM seats WHERE group_session_id = NEW.id AND state IN ('held', 'offered', 'requested')) THEN
    RAISE EXCEPTION 'somebody waits for an answer: constraint "group_sessions_answered_when_over"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'group_sessions_answered_when_over', TABLE = 'group_sessions';
  END IF;
  RETURN NEW;
END $$;
