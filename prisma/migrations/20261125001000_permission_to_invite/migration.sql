-- Who may invite clients beside the administrators: nobody until it is given. And when somebody last signed in.
ALTER TABLE "staff" ADD COLUMN "can_invite" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "last_sign_in_at" TIMESTAMPTZ(3);
ALTER TABLE "staff" ALTER COLUMN "can_invite" DROP DEFAULT;
