-- +goose Up

-- A case file names the streams that were cut, each with its instant; earlier ones are only counted.
ALTER TABLE `witnesses` ADD COLUMN `streams` json NOT NULL DEFAULT '[]';
