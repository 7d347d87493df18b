-- An agreement that was withdrawn keeps its row, and agreeing again makes the next one.
-- Rows are changed, so the forced policy is lifted for the length of this file (it binds the owner too).
ALTER TABLE "electronic_consents" NO FORCE ROW LEVEL SECURITY;

ALTER TABLE "electronic_consents" ADD COLUMN "number" INTEGER;
UPDATE "electronic_consents" SET "number" = 1;
ALTER TABLE "electronic_consents" ALTER COLUMN "number" SET NOT NULL,
  DROP CONSTRAINT "electronic_consents_pkey",
  ADD CONSTRAINT "electronic_consents_pkey" PRIMARY KEY ("organization_id","account_id","version","number"),
  ADD CHECK (withdrawn_at IS NULL OR withdrawn_at >= given_at);

ALTER TABLE "electronic_consents" FORCE ROW LEVEL SECURITY;
