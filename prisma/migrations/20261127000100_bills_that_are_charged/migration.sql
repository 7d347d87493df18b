-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN "card" TEXT, ADD COLUMN "card_kept_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "seat_bills" ADD COLUMN "invoice" TEXT,
ADD COLUMN "failed_on" DATE,
ADD COLUMN "next_try_on" DATE,
ADD COLUMN "settled_at" TIMESTAMPTZ(3);

-- A bill may be forgiven. Rows are checked, so the forced policy is lifted for the length of this file.
ALTER TABLE "seat_bills" NO FORCE ROW LEVEL SECURITY;
ALTER TABLE "seat_bills" DROP CONSTRAINT "seat_bills_state_check",
  ADD CHECK (state IN ('recorded', 'open', 'paid', 'void')), ADD CHECK (next_try_on IS NULL OR state = 'open');
ALTER TABLE "seat_bills" FORCE ROW LEVEL SECURITY;
