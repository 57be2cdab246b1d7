-- The one lock order, in one place: sessions by id, then the seats of a booking by id, then the booking. Functions, so
-- that whoever works in psql takes the same locks, and so that a test can take one away and see what it was for.
-- NO KEY UPDATE, since plain FOR UPDATE also blocks the foreign keys of seats being inserted.

CREATE FUNCTION lock_sessions(p_ids uuid[]) RETURNS SETOF group_sessions LANGUAGE sql AS $$
  SELECT * FROM group_sessions WHERE id = ANY (p_ids) ORDER BY id FOR NO KEY UPDATE
$$;

CREATE FUNCTION lock_seats(p_booking uuid) RETURNS SETOF seats LANGUAGE sql AS $$
  SELECT * FROM seats WHERE booking_id = p_booking ORDER BY id FOR NO KEY UPDATE
$$;

CREATE FUNCTION lock_booking(p_id uuid) RETURNS SETOF bookings LANGUAGE sql AS $$
  SELECT * FROM bookings WHERE id = p_id FOR NO KEY UPDATE
$$;
