-- What is over has no open seat: whoever finishes a session has answered everybody in it, and what can no longer be
-- taken there (count_seat) can then not come about by a transition either.
CREATE FUNCTION guard_session_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM seats WHERE group_session_id = NEW.id AND state IN ('held', 'offered', 'requested')) THEN
    RAISE EXCEPTION 'somebody waits for an answer: constraint "group_sessions_answered_when_over"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'group_sessions_answered_when_over', TABLE = 'group_sessions';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER group_sessions_guard_end BEFORE UPDATE ON group_sessions
  FOR EACH ROW WHEN (NEW.status = 'finished' AND OLD.status <> 'finished') EXECUTE FUNCTION guard_session_end();
