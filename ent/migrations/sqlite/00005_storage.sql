-- +goose Up

-- Part numbers are given out once. The tail of an upload is pieces; that of one
-- under way becomes its one piece.
ALTER TABLE `uploads` ADD COLUMN `part_numbers` integer NOT NULL DEFAULT (0);
UPDATE `uploads` SET `part_numbers` = coalesce((SELECT max(`number`) FROM `upload_parts` WHERE `upload_id` = `uploads`.`id`), 0);
ALTER TABLE `uploads` RENAME COLUMN `tail` TO `name`;
ALTER TABLE `uploads` ADD COLUMN `tail` json NULL;
UPDATE `uploads` SET `tail` = json_array(json_object('name', `name`, 'from', 0, 'size', `durable` % `part_size`))
  WHERE coalesce(`name`, '') <> '';
ALTER TABLE `uploads` DROP COLUMN `name`;

-- The bytes of a deleted document go when it can no longer be brought back, for good.
ALTER TABLE `versions` ADD COLUMN `purged_at` datetime NULL;
ALTER TABLE `versions` ADD COLUMN `removed_at` datetime NULL;
CREATE INDEX `version_removed_at` ON `versions` (`removed_at`) WHERE purged_at IS NOT NULL;
CREATE INDEX `document_deleted_at` ON `documents` (`deleted_at`) WHERE deleted_at IS NOT NULL;
-- +goose StatementBegin
CREATE TRIGGER versions_stay_purged
BEFORE UPDATE OF purged_at ON versions WHEN OLD.purged_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'UPDATE of versions is refused');
END;
-- +goose StatementEnd
