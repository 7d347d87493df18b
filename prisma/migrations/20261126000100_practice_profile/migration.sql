-- Rows are changed, so the forced policy is lifted for the length of this file (it binds the owner too).
ALTER TABLE "organizations" NO FORCE ROW LEVEL SECURITY;

-- Practices that were there before keep how they looked, and the emergency text that stood on their pages.
ALTER TABLE "organizations" ADD COLUMN "colour" TEXT, ADD COLUMN "emergency_text" TEXT, ADD COLUMN "office_hours" TEXT,
  ADD COLUMN "sender_name" TEXT;
UPDATE "organizations" SET "colour" = 'teal', "office_hours" = '', "sender_name" = "name",
  "emergency_text" = 'In crisis? Call or text 988 at any hour; it is free and private. Or chat at https://chat.988lifeline.org. In danger? Call 911.';
ALTER TABLE "organizations" ALTER COLUMN "colour" SET NOT NULL, ALTER COLUMN "emergency_text" SET NOT NULL,
  ALTER COLUMN "office_hours" SET NOT NULL, ALTER COLUMN "sender_name" SET NOT NULL,
  ADD CHECK (colour IN ('teal', 'blue', 'plum', 'moss', 'clay', 'slate'));

ALTER TABLE "organizations" FORCE ROW LEVEL SECURITY;

-- CreateTable
CREATE TABLE "safety_contacts" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID,
    "email" TEXT,
    "phone" TEXT,

    CONSTRAINT "safety_contacts_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "safety_contacts_organization_id_since_idx" ON "safety_contacts"("organization_id", "since");

-- AddForeignKey
ALTER TABLE "safety_contacts" ADD CONSTRAINT "safety_contacts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "safety_contacts" ADD CONSTRAINT "safety_contacts_organization_id_staff_id_fkey" FOREIGN KEY ("organization_id", "staff_id") REFERENCES "staff"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Somebody of the staff, or somebody else who can be reached; not both.
ALTER TABLE "safety_contacts" ADD CHECK (staff_id IS NULL OR num_nonnulls(email, phone) = 0);

CALL behind_tenant_door('safety_contacts', 'SELECT, INSERT');

-- What the sign-in pages and the public pages of a practice show.
GRANT SELECT (colour, emergency_text, office_hours, sender_name) ON "organizations" TO anteroom_entry;
