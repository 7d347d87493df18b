-- CreateTable
CREATE TABLE "forms" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "position" INTEGER NOT NULL,

    CONSTRAINT "forms_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "form_versions" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "form_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "form_versions_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "intakes" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "form_version_id" UUID NOT NULL,
    "invitation_id" UUID,
    "position" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "answers" BYTEA,
    "signature" BYTEA,
    "reached" INTEGER NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3),

    CONSTRAINT "intakes_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "electronic_consents" (
    "organization_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "sample_opened_at" TIMESTAMPTZ(3) NOT NULL,
    "given_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "electronic_consents_pkey" PRIMARY KEY ("organization_id","account_id","version")
);

-- CreateTable
CREATE TABLE "signing_keys" (
    "organization_id" UUID NOT NULL,
    "id" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "private_key" BYTEA NOT NULL,
    "endorsement" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "sealed_records" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "intake_id" UUID NOT NULL,
    "sequence" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,
    "seal" JSONB NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sealed_records_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "documents" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "record_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "file_id" UUID,
    "statement" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "files" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "client_id" UUID NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "files_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "counters" (
    "organization_id" UUID NOT NULL,
    "series" TEXT NOT NULL,
    "last" INTEGER NOT NULL,

    CONSTRAINT "counters_pkey" PRIMARY KEY ("organization_id","series")
);

-- CreateIndex
CREATE UNIQUE INDEX "forms_organization_id_key_key" ON "forms"("organization_id", "key");

-- CreateIndex
CREATE UNIQUE INDEX "form_versions_organization_id_form_id_version_key" ON "form_versions"("organization_id", "form_id", "version");

-- CreateIndex
CREATE INDEX "intakes_organization_id_client_id_position_idx" ON "intakes"("organization_id", "client_id", "position");

-- CreateIndex
CREATE INDEX "intakes_organization_id_invitation_id_idx" ON "intakes"("organization_id", "invitation_id");

-- CreateIndex
CREATE INDEX "sealed_records_organization_id_client_id_idx" ON "sealed_records"("organization_id", "client_id");

-- CreateIndex
CREATE UNIQUE INDEX "sealed_records_organization_id_intake_id_key" ON "sealed_records"("organization_id", "intake_id");

-- CreateIndex
CREATE UNIQUE INDEX "sealed_records_organization_id_sequence_key" ON "sealed_records"("organization_id", "sequence");

-- CreateIndex
CREATE INDEX "documents_organization_id_client_id_created_at_idx" ON "documents"("organization_id", "client_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "documents_organization_id_record_id_key" ON "documents"("organization_id", "record_id");

-- CreateIndex
CREATE UNIQUE INDEX "documents_organization_id_file_id_key" ON "documents"("organization_id", "file_id");

-- CreateIndex
CREATE UNIQUE INDEX "documents_organization_id_number_key" ON "documents"("organization_id", "number");

-- CreateIndex
CREATE INDEX "files_organization_id_client_id_idx" ON "files"("organization_id", "client_id");

-- AddForeignKey
ALTER TABLE "form_versions" ADD CONSTRAINT "form_versions_organization_id_form_id_fkey" FOREIGN KEY ("organization_id", "form_id") REFERENCES "forms"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_organization_id_form_version_id_fkey" FOREIGN KEY ("organization_id", "form_version_id") REFERENCES "form_versions"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_organization_id_invitation_id_fkey" FOREIGN KEY ("organization_id", "invitation_id") REFERENCES "invitations"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "electronic_consents" ADD CONSTRAINT "electronic_consents_organization_id_account_id_fkey" FOREIGN KEY ("organization_id", "account_id") REFERENCES "portal_accounts"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_records" ADD CONSTRAINT "sealed_records_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sealed_records" ADD CONSTRAINT "sealed_records_organization_id_intake_id_fkey" FOREIGN KEY ("organization_id", "intake_id") REFERENCES "intakes"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_organization_id_record_id_fkey" FOREIGN KEY ("organization_id", "record_id") REFERENCES "sealed_records"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_organization_id_file_id_fkey" FOREIGN KEY ("organization_id", "file_id") REFERENCES "files"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "files" ADD CONSTRAINT "files_organization_id_client_id_fkey" FOREIGN KEY ("organization_id", "client_id") REFERENCES "clients"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;



ALTER TABLE "forms" ADD CHECK (kind IN ('clinical', 'office'));
ALTER TABLE "intakes" ADD CHECK (state IN ('sent', 'viewed', 'in_progress', 'signed', 'submitted', 'paper', 'revoked')),
  ADD CHECK ((state = 'submitted') = (submitted_at IS NOT NULL)),
  ADD CHECK (state NOT IN ('signed', 'submitted') OR signature IS NOT NULL);
ALTER TABLE "documents" ADD CHECK (kind IN ('clinical', 'office')), ADD CHECK ((file_id IS NULL) = (statement IS NULL));

CALL behind_tenant_door('forms', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('form_versions', 'SELECT, INSERT');
CALL behind_tenant_door('intakes', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('electronic_consents', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('signing_keys', 'SELECT, INSERT');
CALL behind_tenant_door('sealed_records', 'SELECT, INSERT');
CALL behind_tenant_door('documents', 'SELECT, INSERT, UPDATE');
CALL behind_tenant_door('files', 'SELECT, INSERT');
CALL behind_tenant_door('counters', 'SELECT, INSERT, UPDATE');
