-- The audit log is read newest first: all of it, of one subject, of one kind, of one person and kind.
DROP INDEX "audit_events_organization_id_subject_id_at_idx";

-- CreateIndex
CREATE INDEX "audit_events_organization_id_subject_id_at_id_idx" ON "audit_events"("organization_id", "subject_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_events_organization_id_at_id_idx" ON "audit_events"("organization_id", "at", "id");

-- CreateIndex
CREATE INDEX "audit_events_organization_id_event_at_id_idx" ON "audit_events"("organization_id", "event", "at", "id");

-- CreateIndex
CREATE INDEX "audit_events_organization_id_actor_id_event_at_id_idx" ON "audit_events"("organization_id", "actor_id", "event", "at", "id");
