-- The staff's first screen asks for the few forms on paper and the few invitations that went astray.
-- CreateIndex
CREATE INDEX "invitations_organization_id_state_client_id_idx" ON "invitations"("organization_id", "state", "client_id");

-- CreateIndex
CREATE INDEX "intakes_organization_id_state_client_id_idx" ON "intakes"("organization_id", "state", "client_id");
