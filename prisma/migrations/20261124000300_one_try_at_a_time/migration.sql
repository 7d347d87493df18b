-- Rows are changed, so the forced policy is lifted for the length of this file (it binds the owner too).
ALTER TABLE "mails" NO FORCE ROW LEVEL SECURITY;

ALTER TABLE "mails" ADD COLUMN "next_try_at" TIMESTAMPTZ(3);
UPDATE "mails" SET "next_try_at" = "created_at";
ALTER TABLE "mails" ALTER COLUMN "next_try_at" SET NOT NULL;

DROP INDEX "mails_organization_id_state_created_at_idx";
CREATE INDEX "mails_organization_id_state_next_try_at_idx" ON "mails"("organization_id", "state", "next_try_at");

ALTER TABLE "mails" FORCE ROW LEVEL SECURITY;
