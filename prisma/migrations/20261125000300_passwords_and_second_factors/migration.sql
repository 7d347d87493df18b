-- Rows are changed, so the forced policy is lifted for the length of this file (it binds the owner too).
ALTER TABLE "organizations" NO FORCE ROW LEVEL SECURITY;

-- Practices that were there before asked for no second factor and have no recovery kit to store.
ALTER TABLE "organizations" ADD COLUMN "second_factor" TEXT, ADD COLUMN "second_factor_since" TIMESTAMPTZ(3),
  ADD COLUMN "recovery_kit_at" TIMESTAMPTZ(3);
UPDATE "organizations" SET "second_factor" = 'optional', "second_factor_since" = "created_at", "recovery_kit_at" = "created_at";
ALTER TABLE "organizations" ALTER COLUMN "second_factor" SET NOT NULL, ALTER COLUMN "second_factor_since" SET NOT NULL,
  ADD CHECK (second_factor IN ('required', 'grace', 'optional'));

ALTER TABLE "organizations" FORCE ROW LEVEL SECURITY;

ALTER TABLE "staff" ADD COLUMN "sessions_from" TIMESTAMPTZ(3);
ALTER TABLE "portal_accounts" ADD COLUMN "sessions_from" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "password_links" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "staff_id" UUID,
    "account_id" UUID,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "token" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "password_links_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "second_factors" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "staff_id" UUID,
    "account_id" UUID,
    "secret" BYTEA NOT NULL,
    "last_step" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "second_factors_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "recovery_codes" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "staff_id" UUID,
    "account_id" UUID,
    "code_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "password_links_token_hash_key" ON "password_links"("token_hash");
CREATE INDEX "password_links_organization_id_staff_id_idx" ON "password_links"("organization_id", "staff_id");
CREATE INDEX "password_links_organization_id_account_id_idx" ON "password_links"("organization_id", "account_id");
CREATE UNIQUE INDEX "second_factors_organization_id_staff_id_key" ON "second_factors"("organization_id", "staff_id");
CREATE UNIQUE INDEX "second_factors_organization_id_account_id_key" ON "second_factors"("organization_id", "account_id");
CREATE UNIQUE INDEX "recovery_codes_organization_id_code_hash_key" ON "recovery_codes"("organization_id", "code_hash");
CREATE INDEX "recovery_codes_organization_id_staff_id_idx" ON "recovery_codes"("organization_id", "staff_id");
CREATE INDEX "recovery_codes_organization_id_account_id_idx" ON "recovery_codes"("organization_id", "account_id");

-- AddForeignKey
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_organization_id_staff_id_fkey" FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_organization_id_account_id_fkey" FOREIGN KEY ("organization_id", "account_id") REFERENCES "portal_accounts"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_organization_id_staff_id_fkey" FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_organization_id_account_id_fkey" FOREIGN KEY ("organization_id", "account_id") REFERENCES "portal_accounts"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_organization_id_staff_id_fkey" FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_organization_id_account_id_fkey" FOREIGN KEY ("organization_id", "account_id") REFERENCES "portal_accounts"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Each belongs to one staff member or to one portal account.
ALTER TABLE "password_links" ADD CHECK (num_nonnulls(staff_id, account_id) = 1),
  ADD CHECK (purpose IN ('reset', 'recovery')), ADD CHECK (state IN ('open', 'used', 'superseded')),
  ADD CHECK ((state = 'open') = (ended_at IS NULL));
ALTER TABLE "second_factors" ADD CHECK (num_nonnulls(staff_id, account_id) = 1);
ALTER TABLE "recovery_codes" ADD CHECK (num_nonnulls(staff_id, account_id) = 1);

CALL behind_tenant_door('password_links', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('second_factors', 'SELECT, INSERT, UPDATE, DELETE');
CALL behind_tenant_door('recovery_codes', 'SELECT, INSERT, UPDATE, DELETE');

CALL seen_at_entry('password_links', 'organization_id, id, staff_id, account_id, token_hash');
