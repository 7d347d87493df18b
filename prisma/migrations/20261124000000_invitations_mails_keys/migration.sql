-- CreateTable
CREATE TABLE "invitations" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "open_email" TEXT,
    "state" TEXT NOT NULL,
    "message" BYTEA NOT NULL,
    "holder" TEXT NOT NULL,
    "holder_name" TEXT,
    "holder_relationship" TEXT,
    "signer" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "token" BYTEA,
    "birth_date_tries" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "saved_messages" (
    "organization_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "text" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "saved_messages_pkey" PRIMARY KEY ("organization_id","staff_id")
);

-- CreateTable
CREATE TABLE "mails" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "subject_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "refusal" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "handed_at" TIMESTAMPTZ(3),

    CONSTRAINT "mails_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "data_keys" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "data_keys_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_organization_id_client_id_created_at_idx" ON "invitations"("organization_id", "client_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_organization_id_open_email_key" ON "invitations"("organization_id", "open_email");

-- CreateIndex
CREATE INDEX "mails_organization_id_state_created_at_idx" ON "mails"("organization_id", "state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "data_keys_organization_id_subject_id_key" ON "data_keys"("organization_id", "subject_id");

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organization_id_invited_by_id_fkey" FOREIGN KEY ("organization_id", "invited_by_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_messages" ADD CONSTRAINT "saved_messages_organization_id_staff_id_fkey" FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;



ALTER TABLE "invitations" ADD CHECK (state IN ('open', 'accepted', 'superseded', 'refused', 'revoked')),
  ADD CHECK (holder IN ('client', 'representative')), ADD CHECK (signer IN ('client', 'representative')),
  ADD CHECK ((state = 'open') = (open_email IS NOT NULL)), ADD CHECK ((state = 'open') = (ended_at IS NULL));
ALTER TABLE "mails" ADD CHECK (state IN ('queued', 'handed', 'refused'));

CALL behind_tenant_door('invitations', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('saved_messages', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('mails', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('data_keys', 'SELECT, INSERT, UPDATE, DELETE');

CALL seen_at_entry('invitations', 'organization_id, id, token_hash');
