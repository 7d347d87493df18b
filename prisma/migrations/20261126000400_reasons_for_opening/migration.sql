-- No practice asks for a reason until it says so.
ALTER TABLE "organizations" ADD COLUMN "asks_reason" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "organizations" ALTER COLUMN "asks_reason" DROP DEFAULT;

-- CreateTable
CREATE TABLE "opening_reasons" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "reason" BYTEA NOT NULL,
    "given_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "opening_reasons_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "opening_reasons_organization_id_client_id_staff_id_ends_at_idx" ON "opening_reasons"("organization_id", "client_id", "staff_id", "ends_at");

-- AddForeignKey
ALTER TABLE "opening_reasons" ADD CONSTRAINT "opening_reasons_organization_id_staff_id_fkey" FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "opening_reasons" ADD CONSTRAINT "opening_reasons_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

CALL behind_tenant_door('opening_reasons', 'SELECT, INSERT');
