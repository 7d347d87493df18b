-- CreateTable
CREATE TABLE "staff_preferences" (
    "organization_id" UUID NOT NULL,
    "staff_id" UUID NOT NULL,
    "initials_only" BOOLEAN NOT NULL,
    "muted_mails" TEXT[],

    CONSTRAINT "staff_preferences_pkey" PRIMARY KEY ("organization_id","staff_id")
);

-- AddForeignKey
ALTER TABLE "staff_preferences" ADD CONSTRAINT "staff_preferences_organization_id_staff_id_fkey" FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What everybody is told of signed forms, payments and their own sign-in is not among them.
ALTER TABLE "staff_preferences" ADD CHECK (muted_mails <@ ARRAY['paper-preferred', 'consent-withdrawn', 'invitation-refused', 'seat-added', 'seat-removed']);

CALL behind_tenant_door('staff_preferences', 'SELECT, INSERT, UPDATE');
