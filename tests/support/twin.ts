/**
 * SQL that takes one protection away from a copy of the database (`without` in ./database.ts). Several protect the same
 * thing on purpose, the lock to answer politely and the constraint as the last line, so a twin may have to do without
 * more than one. Each fails loudly when what it takes away is not there, or a twin would go on proving nothing.
 */

/** The functions without the row lock they take. */
export const lockIn = (...functions: string[]): string =>
  functions.map((name) => replaced(name, " FOR NO KEY UPDATE", "")).join("\n")

export const constraint = (table: string, name: string): string => `ALTER TABLE ${table} DROP CONSTRAINT ${name};`

export const uniqueIndex = (name: string): string => `DROP INDEX ${name};`

export const trigger = (table: string, name: string): string => `DROP TRIGGER ${name} ON ${table};`

/** A function of the schema with a part of its own text replaced. */
export const replaced = (name: string, part: string, by: string): string => `
  DO $twin$
  DECLARE
    before text := pg_get_functiondef('${name}'::regproc);
    after text := replace(before, '${part.replaceAll("'", "''")}', '${by.replaceAll("'", "''")}');
  BEGIN
    IF after = before THEN RAISE EXCEPTION 'there is nothing to take away from ${name}'; END IF;
    EXECUTE after;
  END $twin$;`

/**
 * Says otherwise what is written into a table, as if the app had not said it: `body` is PL/pgSQL on NEW (and OLD), which
 * is then written; with `RETURN NULL` in it nothing is. `when` narrows it to some rows.
 */
export const before = (event: string, table: string, body: string, { when }: { when?: string } = {}): string => {
  const name = `twin_before_${table.replace(/\W/g, "_")}`
  return `
  CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body}; RETURN NEW; END $$;
  CREATE TRIGGER a_twin BEFORE ${event} ON ${table} FOR EACH ROW ${when ? `WHEN (${when}) ` : ""}EXECUTE FUNCTION ${name}();`
}

/** The outbox forgets that somebody is sending a mail. */
export const forgetfulOutbox = before("UPDATE", "mails", "NEW.state := 'queued'", { when: "NEW.state = 'sending'" })

/** A link goes on opening a booking when the seat is handed over. */
export const generationsStay = before("UPDATE", "bookings", "NEW.participant_generation := OLD.participant_generation")

/** What was answered is not kept for whoever asks again. */
export const forgetfulRequests = `
  CREATE FUNCTION forget_request() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN DELETE FROM requests WHERE verb = NEW.verb AND request_id = NEW.request_id; RETURN NULL; END $$;
  CREATE TRIGGER a_twin AFTER INSERT ON requests FOR EACH ROW EXECUTE FUNCTION forget_request();`

/** A counter that is read when the statement begins and written when it is its turn: tries at once count as one. */
export const countedFromBefore = (table: string, key: string, counter: string): string => `
  CREATE FUNCTION count_${table}_from_before() RETURNS trigger LANGUAGE plpgsql STABLE AS $$
  BEGIN
    -- A stable function sees what its statement saw at first.
    IF NEW.${counter} > 0 THEN NEW.${counter} := 1 + (SELECT ${counter} FROM ${table} WHERE ${key} = NEW.${key}); END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER b_from_before BEFORE UPDATE OF ${counter} ON ${table} FOR EACH ROW EXECUTE FUNCTION count_${table}_from_before();`

/** Without its locks a database deadlocks often: it notices at once instead of after a second, so that a twin is quick. */
export const quickDeadlocks = `
  DO $twin$ BEGIN EXECUTE format('ALTER DATABASE %I SET deadlock_timeout = %L', current_database(), '10ms'); END $twin$;`

/** Whoever books is not asked whether what they were shown is what holds. */
export const withoutConditions = replaced(
  "hold_seat",
  "p_booking->>'conditions' <> conditions_of(session.starts_at, offered)",
  "false",
)

/** All locks of the one lock order. */
export const everyLock = lockIn("hold_seat", "lock_sessions", "lock_seats", "lock_booking")

/** Runs a twin that may be lucky until it is lost, some times at most. */
export async function untilLost(isLost: () => Promise<boolean>, rounds = 12): Promise<boolean> {
  for (let round = 0; round < rounds; round++) if (await isLost()) return true
  return false
}

/**
 * Makes a dangerous moment longer: whoever writes such a row waits first, with what it has read and locked so far. For
 * a race and its twin alike.
 */
export const pause = (event: string, table: string, milliseconds: number): string => `
  CREATE FUNCTION pause_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN PERFORM pg_sleep(${milliseconds / 1000}); RETURN coalesce(NEW, OLD); END $$;
  CREATE TRIGGER a_pause BEFORE ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION pause_${table}();`

/**
 * Whoever writes into such a table waits until so many are about to, with what they have read and locked so far: for a twin
 * that shall be lost at once, however busy the machine is. Where they cannot meet, since one waits for the other, they go
 * on after a while.
 */
export const meet = (event: string, table: string, people: number): string => `
  CREATE SEQUENCE met_${table};
  CREATE FUNCTION meet_${table}() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE latest timestamptz := clock_timestamp() + interval '5 seconds';
  BEGIN
    -- A sequence is seen by everybody at once, before anything is committed.
    PERFORM nextval('met_${table}');
    WHILE (SELECT last_value FROM met_${table}) < ${people} AND clock_timestamp() < latest LOOP
      PERFORM pg_sleep(0.01);
    END LOOP;
    RETURN NULL;
  END $$;
  -- Of the statement: before one of a row the row is locked.
  CREATE TRIGGER a_meet BEFORE ${event} ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION meet_${table}();`

/**
 * Writes down what the row of a session says at the moment a seat in it is written. Neither clocks nor transaction ids
 * tell that: whoever waits for the row may have got both before.
 */
export const watchedSeats = `
  CREATE TABLE seats_as_written (state seat_state, starts_at timestamptz, paused_until timestamptz);
  CREATE FUNCTION watch_seat() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO seats_as_written
      SELECT NEW.state, starts_at, paused_until FROM group_sessions WHERE id = NEW.group_session_id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER z_watch AFTER INSERT ON seats FOR EACH ROW EXECUTE FUNCTION watch_seat();`

/** The database says of one of its settings what is not so; everything else it says as it is. */
export const pretends = (setting: string, value: string): string => `
  CREATE SCHEMA pretence;
  CREATE FUNCTION pretence.current_setting(name text) RETURNS text LANGUAGE sql AS $$
    SELECT CASE name WHEN '${setting}' THEN '${value}' ELSE pg_catalog.current_setting(name) END $$;
  DO $twin$ BEGIN
    EXECUTE format('ALTER DATABASE %I SET search_path = pretence, pg_catalog, public', current_database());
  END $twin$;`
