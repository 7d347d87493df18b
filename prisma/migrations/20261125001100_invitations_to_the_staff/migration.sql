-- CreateTable
CREATE TABLE "staff_invitations" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "open_email" TEXT,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "sees_clients" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "token" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "staff_invitations_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitations_token_hash_key" ON "staff_invitations"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "staff_invitations_organization_id_open_email_key" ON "staff_invitations"("organization_id", "open_email");

-- CreateIndex
CREATE INDEX "mails_organization_id_subject_id_idx" ON "mails"("organization_id", "subject_id");

-- AddForeignKey
ALTER TABLE "staff_invitations" ADD CONSTRAINT "staff_invitations_organization_id_invited_by_id_fkey" FOREIGN KEY ("organization_id", "invited_by_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;



ALTER TABLE "staff_invitations" ADD CHECK (role IN ('administrator', 'therapist', 'office')),
  ADD CHECK (state IN ('open', 'accepted', 'superseded', 'revoked')),
  ADD CHECK ((state = 'open') = (open_email IS NOT NULL)), ADD CHECK ((state = 'open') = (ended_at IS NULL));

CALL behind_tenant_door('staff_invitations', 'SELECT, INSERT, UPDATE');

CALL seen_at_entry('staff_invitations', 'organization_id, id, token_hash');
