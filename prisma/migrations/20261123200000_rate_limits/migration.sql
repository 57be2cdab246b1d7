-- Counters that may be lost: unlogged, so that counting a request does not wait for the disk. After a crash of the
-- database everybody starts at zero again.
ALTER TABLE rate_limits SET UNLOGGED;
