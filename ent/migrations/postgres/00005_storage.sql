-- +goose Up

-- Part numbers are given out once. The tail of an upload is pieces; that of one
-- under way becomes its one piece.
ALTER TABLE "uploads" ADD COLUMN "part_numbers" bigint NOT NULL DEFAULT 0;
UPDATE "uploads" SET "part_numbers" = coalesce((SELECT max("number") FROM "upload_parts" WHERE "upload_id" = "uploads"."id"), 0);
ALTER TABLE "uploads" ALTER COLUMN "tail" TYPE jsonb USING CASE
  WHEN coalesce("tail", '') = '' THEN NULL
  ELSE jsonb_build_array(jsonb_build_object('name', "tail", 'from', 0, 'size', "durable" % "part_size"))
END;

-- The bytes of a deleted document go when it can no longer be brought back, for good.
ALTER TABLE "versions" ADD COLUMN "purged_at" timestamptz NULL, ADD COLUMN "removed_at" timestamptz NULL;
CREATE INDEX "version_removed_at" ON "versions" ("removed_at") WHERE purged_at IS NOT NULL;
CREATE INDEX "document_deleted_at" ON "documents" ("deleted_at") WHERE deleted_at IS NOT NULL;
CREATE TRIGGER versions_stay_purged
  BEFORE UPDATE OF purged_at ON versions
  FOR EACH ROW WHEN (OLD.purged_at IS NOT NULL)
  EXECUTE FUNCTION strongroom_refuse();
