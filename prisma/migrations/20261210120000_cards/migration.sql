-- Who sees whom in a closed round, in one place (docs/decisions/0047): the others of a seat, for its person alone. Nothing
-- to anybody without a confirmed seat and the present promise, and of whoever has not promised, or has approved no card,
-- only that there is one more.
CREATE FUNCTION roster_of(p_seat uuid, p_version text)
RETURNS TABLE (seat_id uuid, line text, shown_name text, shown_company text) LANGUAGE sql STABLE AS $$
  SELECT other.id, card.line, card.shown_name, card.shown_company
    FROM seats own
    JOIN seats other ON other.group_session_id = own.group_session_id AND other.id <> own.id AND other.state = 'confirmed'
    LEFT JOIN table_cards card
      ON card.booking_id = other.booking_id AND card.participant_id = other.participant_id
     AND card.approved_at IS NOT NULL
     AND EXISTS (SELECT FROM confidentiality_pledges p WHERE p.booking_id = other.booking_id
                   AND p.participant_id = other.participant_id AND p.version = p_version AND p.voided_at IS NULL)
   WHERE own.id = p_seat AND own.state = 'confirmed'
     AND EXISTS (SELECT FROM confidentiality_pledges q WHERE q.booking_id = own.booking_id
                   AND q.participant_id = own.participant_id AND q.version = p_version AND q.voided_at IS NULL)
$$;
