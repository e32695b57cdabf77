-- +goose Up

-- An uploader may declare the size of what comes later than its beginning.
ALTER TABLE "uploads" ADD COLUMN "size_deferred" boolean NOT NULL DEFAULT false;
