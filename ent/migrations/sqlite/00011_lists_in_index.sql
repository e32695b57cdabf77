-- +goose Up

-- As on PostgreSQL, but that an index here includes no further columns.

DROP INDEX `document_customer_id_title_id`;
CREATE INDEX `document_customer_id_title_id` ON `documents` (`customer_id`, `title`, `id`) WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX `document_customer_id_created_at_id`;
CREATE INDEX `document_customer_id_created_at_id` ON `documents` (`customer_id`, `created_at`, `id`) WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX `document_customer_id_updated_at_id`;
CREATE INDEX `document_customer_id_updated_at_id` ON `documents` (`customer_id`, `updated_at`, `id`) WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX `document_folder_id_title_id`;
CREATE INDEX `document_folder_id_title_id` ON `documents` (`folder_id`, `title`, `id`) WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX `document_folder_id_created_at_id`;
CREATE INDEX `document_folder_id_created_at_id` ON `documents` (`folder_id`, `created_at`, `id`) WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
DROP INDEX `document_folder_id_updated_at_id`;
CREATE INDEX `document_folder_id_updated_at_id` ON `documents` (`folder_id`, `updated_at`, `id`) WHERE (deleted_at IS NULL) AND (current_version_id IS NOT NULL);
