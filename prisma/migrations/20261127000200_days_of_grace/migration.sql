-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN "grace_ends_on" DATE, ADD COLUMN "noticed_days" INTEGER;

-- Rows are checked, so the forced policy is lifted for the length of this file. None is past due: nothing was charged so far.
ALTER TABLE "subscriptions" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "subscriptions" ADD CHECK ((state = 'past_due') = (grace_ends_on IS NOT NULL)),
  ADD CHECK ((grace_ends_on IS NULL) = (noticed_days IS NULL));
ALTER TABLE "subscriptions" FORCE ROW LEVEL SECURITY;
