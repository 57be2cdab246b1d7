-- Who was there is a fact beside the seat. It says nothing of the future: it stands on confirmed seats only, from the
-- local day of the session on, and goes with what it was a fact about.

CREATE TYPE attendance AS ENUM ('attended', 'excused', 'absent');

ALTER TABLE seats
  ADD COLUMN attendance attendance,
  ADD COLUMN attendance_at TIMESTAMPTZ(3),
  ADD CONSTRAINT seats_attendance_whole CHECK ((attendance IS NULL) = (attendance_at IS NULL)),
  ADD CONSTRAINT seats_attendance_confirmed CHECK (attendance IS NULL OR state = 'confirmed');

-- "The day" is the session's own, wherever the server or the organizer is.
CREATE FUNCTION guard_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.state = 'released' AND OLD.state = 'confirmed' THEN
    -- Excused in the morning, given back at noon: the release is the record then.
    NEW.attendance := NULL;
    NEW.attendance_at := NULL;
  ELSIF NEW.attendance IS NOT NULL AND NOT EXISTS (
    SELECT FROM group_sessions s WHERE s.id = NEW.group_session_id
       AND (NEW.attendance_at AT TIME ZONE s.time_zone)::date >= (s.starts_at AT TIME ZONE s.time_zone)::date) THEN
    RAISE EXCEPTION 'attendance before the day of the session: constraint "seats_attendance_in_time"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'seats_attendance_in_time', TABLE = 'seats';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seats_guard_attendance BEFORE INSERT OR UPDATE OF attendance, attendance_at, state ON seats
  FOR EACH ROW EXECUTE FUNCTION guard_attendance();

-- A session that is moved to another time has not been attended yet.
CREATE FUNCTION forget_attendance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE seats SET attendance = NULL, attendance_at = NULL
   WHERE group_session_id = NEW.id AND attendance IS NOT NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER group_sessions_forget_attendance AFTER UPDATE OF starts_at ON group_sessions
  FOR EACH ROW WHEN (OLD.starts_at IS DISTINCT FROM NEW.starts_at) EXECUTE FUNCTION forget_attendance();
