-- +goose Up

-- Uploads may be joined to one (tus: concatenation).
ALTER TABLE `uploads` ADD COLUMN `partial` bool NOT NULL DEFAULT false;
ALTER TABLE `uploads` ADD COLUMN `joins` json NULL;
