-- AlterTable
ALTER TABLE "subscriptions" ADD COLUMN "processor_customer" TEXT;

-- CreateTable
CREATE TABLE "processor_events" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "account" TEXT,
    "type" TEXT NOT NULL,
    "object_type" TEXT NOT NULL,
    "object_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),

    CONSTRAINT "processor_events_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "subscriptions_processor_customer_key" ON "subscriptions"("processor_customer");

-- AddForeignKey
ALTER TABLE "processor_events" ADD CONSTRAINT "processor_events_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "processor_events" ADD CHECK (state IN ('received', 'done', 'ignored')),
  ADD CHECK ((state = 'received') = (settled_at IS NULL));

CALL behind_tenant_door('processor_events', 'SELECT, INSERT, UPDATE');

-- An event names the customer, and the customer the practice.
CALL seen_at_entry('subscriptions', 'organization_id, processor_customer');
