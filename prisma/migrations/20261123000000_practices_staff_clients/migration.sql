-- The two plain roles the doors of src/platform/database.ts act as. They own nothing and sign in nowhere.
DO $$
DECLARE
  plain text;
  may_take text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  FOREACH plain IN ARRAY ARRAY['anteroom_tenant', 'anteroom_entry'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = plain) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', plain);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of this cluster was faster
      END;
    END IF;
    IF NOT pg_has_role(current_user, plain, may_take) THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', plain);
    END IF;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO anteroom_tenant, anteroom_entry;
REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;

-- The organization this transaction acts for; none outside a door.
CREATE FUNCTION current_organization() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('app.organization', true), '')::uuid $$;
GRANT EXECUTE ON FUNCTION current_organization() TO anteroom_tenant, anteroom_entry;

-- Puts a table behind the tenant door: its rows are seen and written only within their own organization.
-- The policies name current_user as well, because the login role inherits the rights of the plain roles it may take.
CREATE PROCEDURE behind_tenant_door(tenant regclass, rights text, organization text DEFAULT 'organization_id') LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tenant);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', tenant);
  EXECUTE format('CREATE POLICY tenant ON %s TO anteroom_tenant USING (current_user = ''anteroom_tenant'' AND %I = current_organization())', tenant, organization);
  EXECUTE format('GRANT %s ON %s TO anteroom_tenant', rights, tenant);
END $$;

-- Lets the entry door read the named columns of a table, whatever the organization.
CREATE PROCEDURE seen_at_entry(tenant regclass, columns text) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY entry ON %s FOR SELECT TO anteroom_entry USING (current_user = ''anteroom_entry'')', tenant);
  EXECUTE format('GRANT SELECT (%s) ON %s TO anteroom_entry', columns, tenant);
END $$;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "organizations" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "portal_address" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "postal_address" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "organizations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "portal_addresses" (
    "address" TEXT NOT NULL,
    "organization_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_addresses_pkey" PRIMARY KEY ("address")
);

-- CreateTable
CREATE TABLE "staff" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "sees_clients" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "staff_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "clients" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "first_name" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "preferred_name" TEXT,
    "date_of_birth" DATE,
    "email" TEXT,
    "phone" TEXT,
    "postal_address" TEXT,
    "discreet" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clients_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "client_words" (
    "organization_id" UUID NOT NULL,
    "word" TEXT NOT NULL,
    "client_id" UUID NOT NULL,

    CONSTRAINT "client_words_pkey" PRIMARY KEY ("organization_id","word","client_id")
);

-- CreateTable
CREATE TABLE "assignments" (
    "organization_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "assignments_pkey" PRIMARY KEY ("organization_id","client_id","staff_id")
);

-- CreateTable
CREATE TABLE "portal_accounts" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "portal_accounts_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "accesses" (
    "organization_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "relationship" TEXT,
    "rights" TEXT[],
    "since" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "accesses_pkey" PRIMARY KEY ("organization_id","account_id","client_id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor_kind" TEXT NOT NULL,
    "actor_id" UUID,
    "event" TEXT NOT NULL,
    "subject_type" TEXT NOT NULL,
    "subject_id" UUID,
    "details" JSONB NOT NULL,
    "seq" BIGINT,
    "hash" TEXT,

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "sid" TEXT NOT NULL,
    "sess" JSON NOT NULL,
    "expire" TIMESTAMPTZ(3) NOT NULL,
    "site" TEXT,
    "organization_id" TEXT,
    "account_id" TEXT,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("sid")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "organizations_portal_address_key" ON "organizations"("portal_address");

-- CreateIndex
CREATE UNIQUE INDEX "staff_email_key" ON "staff"("email");

-- CreateIndex
CREATE INDEX "clients_organization_id_name_key_id_idx" ON "clients"("organization_id", "name_key", "id");

-- CreateIndex
CREATE INDEX "clients_organization_id_email_idx" ON "clients"("organization_id", "email");

-- CreateIndex
CREATE INDEX "client_words_organization_id_client_id_idx" ON "client_words"("organization_id", "client_id");

-- CreateIndex
CREATE INDEX "assignments_organization_id_staff_id_idx" ON "assignments"("organization_id", "staff_id");

-- CreateIndex
CREATE UNIQUE INDEX "portal_accounts_organization_id_email_key" ON "portal_accounts"("organization_id", "email");

-- CreateIndex
CREATE INDEX "accesses_organization_id_client_id_idx" ON "accesses"("organization_id", "client_id");

-- CreateIndex
CREATE INDEX "audit_events_organization_id_subject_id_at_idx" ON "audit_events"("organization_id", "subject_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_events_organization_id_seq_key" ON "audit_events"("organization_id", "seq");

-- CreateIndex
CREATE INDEX "sessions_organization_id_account_id_idx" ON "sessions"("organization_id", "account_id");

-- CreateIndex
CREATE INDEX "sessions_expire_idx" ON "sessions"("expire");

-- AddForeignKey
ALTER TABLE "portal_addresses" ADD CONSTRAINT "portal_addresses_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staff" ADD CONSTRAINT "staff_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "clients" ADD CONSTRAINT "clients_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "client_words" ADD CONSTRAINT "client_words_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignments" ADD CONSTRAINT "assignments_organization_id_staff_id_fkey" FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "portal_accounts" ADD CONSTRAINT "portal_accounts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accesses" ADD CONSTRAINT "accesses_organization_id_account_id_fkey" FOREIGN KEY ("organization_id", "account_id") REFERENCES "portal_accounts"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accesses" ADD CONSTRAINT "accesses_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- What Prisma's schema cannot say: orders that do not depend on the server's locale, states, and who sees what.
ALTER TABLE "clients" ALTER COLUMN "name_key" TYPE TEXT COLLATE "C";
ALTER TABLE "client_words" ALTER COLUMN "word" TYPE TEXT COLLATE "C";
ALTER TABLE "staff" ADD CHECK (role IN ('administrator', 'therapist', 'office')), ADD CHECK (state IN ('active', 'deactivated'));
ALTER TABLE "clients" ADD CHECK (state IN ('active', 'archived'));
ALTER TABLE "portal_accounts" ADD CHECK (state IN ('active', 'switched_off'));
ALTER TABLE "accesses" ADD CHECK (kind IN ('self', 'representative')),
  ADD CHECK (rights <@ ARRAY['forms', 'appointments', 'billing', 'messages', 'documents']);
ALTER TABLE "sessions" DROP COLUMN "site", DROP COLUMN "organization_id", DROP COLUMN "account_id",
  ADD COLUMN "site" TEXT GENERATED ALWAYS AS (sess ->> 'site') STORED,
  ADD COLUMN "organization_id" TEXT GENERATED ALWAYS AS (sess ->> 'organizationId') STORED,
  ADD COLUMN "account_id" TEXT GENERATED ALWAYS AS (sess ->> 'accountId') STORED;
CREATE INDEX "sessions_organization_id_account_id_idx" ON "sessions"("organization_id", "account_id");

CALL behind_tenant_door('organizations', 'SELECT, INSERT, UPDATE', 'id');
CALL behind_tenant_door('portal_addresses', 'SELECT, INSERT');
CALL behind_tenant_door('staff', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('clients', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('client_words', 'SELECT, INSERT, DELETE');
CALL behind_tenant_door('assignments', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('portal_accounts', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('accesses', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('audit_events', 'SELECT, INSERT, UPDATE');

CALL seen_at_entry('organizations', 'id, name, portal_address, time_zone, phone, postal_address');
CALL seen_at_entry('portal_addresses', 'address, organization_id');
CALL seen_at_entry('staff', 'organization_id, id, email, state, password_hash');
CALL seen_at_entry('portal_accounts', 'organization_id, id, email, state, password_hash');

-- An audit event is changed once, by its sealing, and never otherwise.
CREATE FUNCTION only_sealing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.seq IS NULL AND OLD.hash IS NULL AND NEW.seq IS NOT NULL AND NEW.hash IS NOT NULL
     AND to_jsonb(NEW) - 'seq' - 'hash' = to_jsonb(OLD) - 'seq' - 'hash' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'audit events are never changed or deleted';
END $$;
CREATE TRIGGER only_sealing BEFORE UPDATE OR DELETE ON "audit_events" FOR EACH ROW EXECUTE FUNCTION only_sealing();
CREATE TRIGGER never_truncated BEFORE TRUNCATE ON "audit_events" FOR EACH STATEMENT EXECUTE FUNCTION only_sealing();
