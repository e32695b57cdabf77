-- +goose Up

-- A page of a customer's or a folder's documents is found in the index alone: it holds what the row rule asks of a document,
-- and only documents that lists can show. Forty folders then cost a list a few pages of an index each, and not fifty rows.

DROP INDEX "document_customer_id_title_id";
CREATE INDEX "document_customer_id_title_id" ON "documents" ("customer_id", "title", "id") INCLUDE ("classification") WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX "document_customer_id_created_at_id";
CREATE INDEX "document_customer_id_created_at_id" ON "documents" ("customer_id", "created_at", "id") INCLUDE ("classification") WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX "document_customer_id_updated_at_id";
CREATE INDEX "document_customer_id_updated_at_id" ON "documents" ("customer_id", "updated_at", "id") INCLUDE ("classification") WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX "document_folder_id_title_id";
CREATE INDEX "document_folder_id_title_id" ON "documents" ("folder_id", "title", "id") INCLUDE ("classification") WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX "document_folder_id_created_at_id";
CREATE INDEX "document_folder_id_created_at_id" ON "documents" ("folder_id", "created_at", "id") INCLUDE ("classification") WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX "document_folder_id_updated_at_id";
CREATE INDEX "document_folder_id_updated_at_id" ON "documents" ("folder_id", "updated_at", "id") INCLUDE ("classification") WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
