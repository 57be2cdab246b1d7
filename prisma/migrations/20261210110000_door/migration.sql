-- The address of a closed round is behind its door alone (docs/decisions/0048): the page of a booking never has it.
CREATE OR REPLACE FUNCTION meeting_address(p_booking uuid, p_now timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(own.url, usual.url)
    FROM seats x
    JOIN group_sessions s ON s.id = x.group_session_id AND s.status IN ('published', 'guaranteed') AND s.ends_at > p_now
    JOIN formats f ON f.id = s.format_id AND f.place = 'online' AND f.round <> 'closed'
    LEFT JOIN meeting_links own ON own.group_session_id = s.id
    LEFT JOIN meeting_links usual ON usual.format_id = f.id
   WHERE x.booking_id = p_booking AND x.state = 'confirmed'
$$;

-- The last line of that door, whoever asks: to a confirmed seat whose person has promised this version, from a quarter of an
-- hour before the start until the end. lib/round/rules-door.ts says the same in words that can be answered with.
CREATE FUNCTION room_address(p_seat uuid, p_version text, p_now timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce(own.url, usual.url)
    FROM seats x
    JOIN group_sessions s ON s.id = x.group_session_id AND s.status IN ('published', 'guaranteed')
     AND s.starts_at - interval '15 minutes' <= p_now AND s.ends_at > p_now
    JOIN formats f ON f.id = s.format_id AND f.place = 'online' AND f.round = 'closed'
    LEFT JOIN meeting_links own ON own.group_session_id = s.id
    LEFT JOIN meeting_links usual ON usual.format_id = f.id
   WHERE x.id = p_seat AND x.state = 'confirmed'
     AND EXISTS (SELECT FROM confidentiality_pledges p
                  WHERE p.booking_id = x.booking_id AND p.participant_id = x.participant_id AND p.version = p_version
                    AND p.voided_at IS NULL)
$$;
