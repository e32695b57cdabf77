-- +goose Up

-- Each classification names the bucket that keeps its bytes. What they are still never
-- changes, nor how they are sealed; in which bucket they are, under which name, may.
DROP TRIGGER versions_unchanged;

-- +goose StatementBegin
CREATE TRIGGER versions_unchanged
BEFORE UPDATE OF id, created_at, document_id, number, size, media_type, sha256, format, part_size, created_by_id ON versions
BEGIN
  SELECT RAISE(ABORT, 'UPDATE of versions is refused');
END;
-- +goose StatementEnd
