-- CreateTable
CREATE TABLE "subscriptions" (
    "organization_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "anchor_on" DATE NOT NULL,
    "starts_on" DATE NOT NULL,
    "renews_on" DATE NOT NULL,
    "price_cents" INTEGER NOT NULL,
    "period" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "carried_cents" INTEGER NOT NULL,

    CONSTRAINT "subscriptions_pkey" PRIMARY KEY ("organization_id")
);

-- CreateTable
CREATE TABLE "seats" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "open_staff_id" UUID,
    "state" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "seats_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "seat_changes" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "seats_before" INTEGER NOT NULL,
    "seats_after" INTEGER NOT NULL,

    CONSTRAINT "seat_changes_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "seat_bills" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "renewed_on" DATE NOT NULL,
    "lines" JSONB NOT NULL,
    "due_cents" INTEGER NOT NULL,
    "carried_cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "seat_bills_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "seats_organization_id_open_staff_id_key" ON "seats"("organization_id", "open_staff_id");

-- CreateIndex
CREATE INDEX "seats_organization_id_staff_id_idx" ON "seats"("organization_id", "staff_id");

-- CreateIndex
CREATE INDEX "seat_changes_organization_id_at_idx" ON "seat_changes"("organization_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "seat_bills_organization_id_renewed_on_key" ON "seat_bills"("organization_id", "renewed_on");

-- Rows are read, so the forced policy is lifted for the length of this file (it binds the owner too).
ALTER TABLE "organizations" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "staff" NO FORCE ROW LEVEL SECURITY;

-- Every practice that is there has a subscription from the day it was made. Its first period has no days: the application
-- renews it up to today, at the price of the configuration.
INSERT INTO "subscriptions"
SELECT id, 'current', day, day, day, 0, 'month', 'usd', 0
FROM (SELECT id, (created_at AT TIME ZONE time_zone)::date AS day FROM "organizations") made;

-- And the free seat goes to its first active therapist or administrator; whoever sees clients comes first.
INSERT INTO "seats"
SELECT DISTINCT ON (organization_id) organization_id, gen_random_uuid(), id, id, 'free', created_at, NULL::timestamptz
FROM "staff" WHERE state = 'active' AND role IN ('administrator', 'therapist')
ORDER BY organization_id, sees_clients DESC, created_at, id;

INSERT INTO "seat_changes"
SELECT s.organization_id, gen_random_uuid(), (s.since AT TIME ZONE o.time_zone)::date, s.since, 0, 1
FROM "seats" s JOIN "organizations" o ON o.id = s.organization_id;

-- AddForeignKey
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seats" ADD CONSTRAINT "seats_organization_id_staff_id_fkey" FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat_changes" ADD CONSTRAINT "seat_changes_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "seat_bills" ADD CONSTRAINT "seat_bills_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "organizations" FORCE ROW LEVEL SECURITY;
ALTER TABLE "staff" FORCE ROW LEVEL SECURITY;

ALTER TABLE "subscriptions" ADD CHECK (state IN ('current', 'past_due', 'paused')), ADD CHECK (period IN ('month', 'year')),
  ADD CHECK (starts_on <= renews_on), ADD CHECK (price_cents >= 0), ADD CHECK (carried_cents <= 0);
ALTER TABLE "seats" ADD CHECK (state IN ('free', 'paid', 'paused', 'ended')), ADD CHECK (open_staff_id = staff_id),
  ADD CHECK ((state = 'ended') = (ended_at IS NOT NULL)), ADD CHECK ((state = 'ended') = (open_staff_id IS NULL));
ALTER TABLE "seat_changes" ADD CHECK (seats_before >= 0 AND seats_after >= 0);
ALTER TABLE "seat_bills" ADD CHECK (state IN ('recorded', 'open', 'paid')), ADD CHECK (due_cents >= 0), ADD CHECK (carried_cents <= 0);

CALL behind_tenant_door('subscriptions', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('seats', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('seat_changes', 'SELECT, INSERT');
CALL behind_tenant_door('seat_bills', 'SELECT, INSERT, UPDATE');
