-- Dates made from one rule ---------------------------------------------------------------------------------

-- The rule stands as it was chosen; the dates are sessions like any other, and each goes its own way from there.
CREATE TABLE "series" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "rule" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "series_rule_kind" CHECK (rule ->> 'kind' IN ('weekly', 'monthly', 'picked'))
);

ALTER TABLE "group_sessions" ADD COLUMN "series_id" UUID;
ALTER TABLE "group_sessions" ADD CONSTRAINT "group_sessions_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- "This and following" of a series.
CREATE INDEX "group_sessions_series_id_starts_at_idx" ON "group_sessions"("series_id", "starts_at");

-- The desk: by date whatever the state, page by page, and the calendar; the same for the sessions of one host.
CREATE INDEX "group_sessions_starts_at_id_idx" ON "group_sessions"("starts_at", "id");
CREATE INDEX "group_sessions_host_id_starts_at_idx" ON "group_sessions"("host_id", "starts_at");
