-- Whether a client has a word beginning so is answered by the index alone.

-- DropIndex
DROP INDEX "client_words_organization_id_client_id_idx";

-- CreateIndex
CREATE INDEX "client_words_organization_id_client_id_word_idx" ON "client_words"("organization_id", "client_id", "word");
