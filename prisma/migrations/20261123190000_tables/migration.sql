-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "seat_state" AS ENUM ('held', 'offered', 'requested', 'confirmed', 'released');

-- CreateEnum
CREATE TYPE "decision" AS ENUM ('confirm', 'decline');

-- CreateEnum
CREATE TYPE "release_reason" AS ENUM ('expired', 'declined', 'cancelled', 'rebooked', 'substituted', 'withdrawn', 'organizer', 'session_cancelled', 'session_finished', 'duplicate');

-- CreateEnum
CREATE TYPE "substitution_state" AS ENUM ('requested', 'accepted', 'declined', 'withdrawn');

-- CreateEnum
CREATE TYPE "mail_state" AS ENUM ('queued', 'sending', 'sent', 'kept', 'failed', 'suppressed');

-- CreateEnum
CREATE TYPE "locale" AS ENUM ('de', 'en');

-- CreateEnum
CREATE TYPE "participant_role" AS ENUM ('owner', 'managing_director', 'board', 'general_manager', 'department_head', 'other');

-- CreateEnum
CREATE TYPE "team_role" AS ENUM ('owner', 'organizer', 'host');

-- CreateEnum
CREATE TYPE "request_mails" AS ENUM ('each', 'digest', 'none');

-- CreateEnum
CREATE TYPE "actor_kind" AS ENUM ('participant', 'booker', 'organizer', 'system');

-- CreateEnum
CREATE TYPE "format_kind" AS ENUM ('group', 'individual');

-- CreateEnum
CREATE TYPE "place" AS ENUM ('online', 'on_site');

-- CreateEnum
CREATE TYPE "admission" AS ENUM ('instant', 'reviewed');

-- CreateEnum
CREATE TYPE "round" AS ENUM ('open', 'closed');

-- CreateEnum
CREATE TYPE "group_session_status" AS ENUM ('draft', 'published', 'guaranteed', 'finished', 'cancelled');

-- CreateTable
CREATE TABLE "bookings" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "reference" TEXT NOT NULL,
    "participant_id" UUID,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "title" TEXT,
    "company_name" TEXT NOT NULL,
    "role" "participant_role" NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "booker_name" TEXT,
    "booker_email" TEXT,
    "locale" "locale" NOT NULL,
    "terms" JSONB NOT NULL,
    "price_net_cents" INTEGER,
    "vat_rate_basis_points" INTEGER NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "business_use_version" TEXT NOT NULL,
    "terms_version" TEXT NOT NULL,
    "agreed_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "code_generation" INTEGER NOT NULL DEFAULT 1,
    "code_issued_at" TIMESTAMPTZ(3) NOT NULL,
    "code_tries" INTEGER NOT NULL DEFAULT 0,
    "participant_generation" INTEGER NOT NULL DEFAULT 1,
    "booker_generation" INTEGER NOT NULL DEFAULT 1,
    "calendar_sequence" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "bookings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "seats" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "group_session_id" UUID NOT NULL,
    "booking_id" UUID NOT NULL,
    "participant_id" UUID,
    "company_group_id" UUID,
    "state" "seat_state" NOT NULL,
    "expires_at" TIMESTAMPTZ(3),
    "decide_at" TIMESTAMPTZ(3),
    "decision" "decision",
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "replaces_seat_id" UUID,
    "requested_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "release_reason" "release_reason",
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "seats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "substitutions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "booking_id" UUID NOT NULL,
    "seat_id" UUID NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "title" TEXT,
    "company_name" TEXT NOT NULL,
    "role" "participant_role" NOT NULL,
    "email" TEXT NOT NULL,
    "phone" TEXT,
    "state" "substitution_state" NOT NULL DEFAULT 'requested',
    "decide_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" "decision",
    "decided_by_id" UUID,
    "decided_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "substitutions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "requests" (
    "verb" TEXT NOT NULL,
    "request_id" UUID NOT NULL,
    "payload_hash" TEXT NOT NULL,
    "result" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "requests_pkey" PRIMARY KEY ("verb","request_id")
);

-- CreateTable
CREATE TABLE "mails" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "occasion" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "locale" "locale" NOT NULL,
    "booking_id" UUID,
    "group_session_id" UUID,
    "params" JSONB NOT NULL,
    "state" "mail_state" NOT NULL DEFAULT 'queued',
    "message_id" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "participants" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "given_name" TEXT NOT NULL,
    "family_name" TEXT NOT NULL,
    "title" TEXT,
    "company_name" TEXT NOT NULL,
    "role" "participant_role" NOT NULL,
    "phone" TEXT,
    "locale" "locale" NOT NULL,
    "email_verified_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "participants_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company_groups" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "company_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "team_members" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "team_role" NOT NULL,
    "request_mails" "request_mails" NOT NULL DEFAULT 'each',
    "locale" "locale" NOT NULL DEFAULT 'de',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "team_members_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_challenges" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_member_id" UUID,
    "browser_hash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "ticket_hash" TEXT,
    "ticket_expires_at" TIMESTAMPTZ(3),
    "ticket_used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sign_in_challenges_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_sessions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "team_member_id" UUID NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "auth_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activities" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "kind" TEXT NOT NULL,
    "actor_kind" "actor_kind" NOT NULL,
    "actor_id" UUID,
    "booking_id" UUID,
    "seat_id" UUID,
    "group_session_id" UUID,
    "detail" JSONB NOT NULL DEFAULT '{}',
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "activities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "data" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "formats" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "slug" TEXT NOT NULL,
    "kind" "format_kind" NOT NULL,
    "length_minutes" INTEGER NOT NULL,
    "place" "place" NOT NULL,
    "capacity" INTEGER NOT NULL DEFAULT 8,
    "minimum" INTEGER NOT NULL DEFAULT 4,
    "admission" "admission" NOT NULL DEFAULT 'reviewed',
    "round" "round" NOT NULL DEFAULT 'open',
    "decision_times" TEXT[] DEFAULT ARRAY['08:00', '16:00']::TEXT[],
    "decide_next_minute" BOOLEAN NOT NULL DEFAULT false,
    "price_net_cents" INTEGER,
    "vat_rate_basis_points" INTEGER NOT NULL DEFAULT 1900,
    "currency" CHAR(3) NOT NULL DEFAULT 'EUR',
    "terms" JSONB NOT NULL,
    "texts" JSONB NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "formats_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "group_sessions" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "format_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "status" "group_session_status" NOT NULL DEFAULT 'draft',
    "language" "locale" NOT NULL DEFAULT 'de',
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "local_start" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Berlin',
    "place_text" TEXT,
    "capacity" INTEGER NOT NULL,
    "seats_taken" INTEGER NOT NULL DEFAULT 0,
    "minimum" INTEGER NOT NULL,
    "host_id" UUID,
    "cancel_message" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "published_at" TIMESTAMPTZ(3),
    "guaranteed_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "group_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "bookings_reference_key" ON "bookings"("reference");

-- CreateIndex
CREATE INDEX "bookings_email_idx" ON "bookings"("email");

-- CreateIndex
CREATE INDEX "bookings_booker_email_idx" ON "bookings"("booker_email");

-- CreateIndex
CREATE INDEX "bookings_participant_id_idx" ON "bookings"("participant_id");

-- CreateIndex
CREATE INDEX "seats_group_session_id_state_idx" ON "seats"("group_session_id", "state");

-- CreateIndex
CREATE INDEX "seats_booking_id_idx" ON "seats"("booking_id");

-- CreateIndex
CREATE INDEX "substitutions_state_decide_at_idx" ON "substitutions"("state", "decide_at");

-- CreateIndex
CREATE INDEX "substitutions_seat_id_idx" ON "substitutions"("seat_id");

-- CreateIndex
CREATE INDEX "requests_created_at_idx" ON "requests"("created_at");

-- CreateIndex
CREATE INDEX "mails_created_at_idx" ON "mails"("created_at");

-- CreateIndex
CREATE INDEX "mails_recipient_created_at_idx" ON "mails"("recipient", "created_at");

-- CreateIndex
CREATE INDEX "mails_group_session_id_created_at_idx" ON "mails"("group_session_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "mails_occasion_kind_recipient_key" ON "mails"("occasion", "kind", "recipient");

-- CreateIndex
CREATE UNIQUE INDEX "participants_email_key" ON "participants"("email");

-- CreateIndex
CREATE UNIQUE INDEX "team_members_email_key" ON "team_members"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sign_in_challenges_ticket_hash_key" ON "sign_in_challenges"("ticket_hash");

-- CreateIndex
CREATE INDEX "sign_in_challenges_expires_at_idx" ON "sign_in_challenges"("expires_at");

-- CreateIndex
CREATE INDEX "auth_sessions_team_member_id_idx" ON "auth_sessions"("team_member_id");

-- CreateIndex
CREATE INDEX "activities_booking_id_idx" ON "activities"("booking_id");

-- CreateIndex
CREATE INDEX "activities_group_session_id_at_idx" ON "activities"("group_session_id", "at");

-- CreateIndex
CREATE INDEX "activities_at_idx" ON "activities"("at");

-- CreateIndex
CREATE UNIQUE INDEX "formats_slug_key" ON "formats"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "group_sessions_slug_key" ON "group_sessions"("slug");

-- CreateIndex
CREATE INDEX "group_sessions_status_starts_at_idx" ON "group_sessions"("status", "starts_at");

-- CreateIndex
CREATE INDEX "group_sessions_format_id_idx" ON "group_sessions"("format_id");

-- AddForeignKey
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seats" ADD CONSTRAINT "seats_group_session_id_fkey" FOREIGN KEY ("group_session_id") REFERENCES "group_sessions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seats" ADD CONSTRAINT "seats_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seats" ADD CONSTRAINT "seats_participant_id_fkey" FOREIGN KEY ("participant_id") REFERENCES "participants"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seats" ADD CONSTRAINT "seats_company_group_id_fkey" FOREIGN KEY ("company_group_id") REFERENCES "company_groups"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seats" ADD CONSTRAINT "seats_replaces_seat_id_fkey" FOREIGN KEY ("replaces_seat_id") REFERENCES "seats"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitutions" ADD CONSTRAINT "substitutions_booking_id_fkey" FOREIGN KEY ("booking_id") REFERENCES "bookings"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "substitutions" ADD CONSTRAINT "substitutions_seat_id_fkey" FOREIGN KEY ("seat_id") REFERENCES "seats"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sign_in_challenges" ADD CONSTRAINT "sign_in_challenges_team_member_id_fkey" FOREIGN KEY ("team_member_id") REFERENCES "team_members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_sessions" ADD CONSTRAINT "auth_sessions_team_member_id_fkey" FOREIGN KEY ("team_member_id") REFERENCES "team_members"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_sessions" ADD CONSTRAINT "group_sessions_format_id_fkey" FOREIGN KEY ("format_id") REFERENCES "formats"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "group_sessions" ADD CONSTRAINT "group_sessions_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "team_members"("id") ON DELETE SET NULL ON UPDATE CASCADE;


