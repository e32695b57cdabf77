-- +goose Up

-- A list of documents reads its page along an index, whichever the order: of all documents, of a customer's, of a
-- folder's; and of what somebody was given by the time that is kept with the grants.

ALTER TABLE `grants` ADD COLUMN `document_created_at` datetime NULL;
UPDATE grants SET document_created_at = (SELECT created_at FROM documents WHERE documents.id = grants.document_id);
CREATE INDEX `grant_user_id_document_created_at_document_id` ON `grants` (`user_id`, `document_created_at`, `document_id`);
CREATE INDEX `document_title_id` ON `documents` (`title`, `id`) WHERE deleted_at IS NULL;
CREATE INDEX `document_customer_id_title_id` ON `documents` (`customer_id`, `title`, `id`) WHERE deleted_at IS NULL;
CREATE INDEX `document_created_at_id` ON `documents` (`created_at`, `id`) WHERE deleted_at IS NULL;
CREATE INDEX `document_customer_id_created_at_id` ON `documents` (`customer_id`, `created_at`, `id`) WHERE deleted_at IS NULL;
CREATE INDEX `document_folder_id_created_at_id` ON `documents` (`folder_id`, `created_at`, `id`) WHERE deleted_at IS NULL;
CREATE INDEX `document_folder_id_updated_at_id` ON `documents` (`folder_id`, `updated_at`, `id`) WHERE deleted_at IS NULL;
