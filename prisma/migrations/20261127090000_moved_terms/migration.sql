-- A move into another session is agreed under the price and terms of that session. Until the seat that was asked for
-- is confirmed the booking keeps its own; what it then takes over stands with the seat, as it was shown.
ALTER TABLE seats ADD COLUMN agreement jsonb;
