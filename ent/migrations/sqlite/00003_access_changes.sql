-- +goose Up

-- Whatever can end somebody's access is written down by the database itself, so
-- that an UPDATE by hand, or by another program, counts as much as a use case:
-- the ID of the user or the document concerned, or * for everything. The
-- server reads it whenever the file has changed. Only the newest thousand are
-- kept; IDs are never used twice, so that a reader sees a gap.
CREATE TABLE access_changes (
  id integer PRIMARY KEY AUTOINCREMENT,
  subject text NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER access_changes_bounded AFTER INSERT ON access_changes
BEGIN
  DELETE FROM access_changes WHERE id <= NEW.id - 1000;
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER users_access_changed AFTER UPDATE OF status, role, kind, epoch, tenure
ON users WHEN OLD.status IS NOT NEW.status OR OLD.role IS NOT NEW.role OR OLD.kind IS NOT NEW.kind OR
  OLD.epoch IS NOT NEW.epoch OR OLD.tenure IS NOT NEW.tenure
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER users_access_deleted AFTER DELETE ON users
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.id);
END;
-- +goose StatementEnd

-- Use moves idle_until forward; that is no news.

-- +goose StatementBegin
CREATE TRIGGER sessions_access_changed AFTER UPDATE OF user_id, epoch, ended_at, expires_at, idle_until
ON sessions WHEN OLD.user_id IS NOT NEW.user_id OR OLD.epoch IS NOT NEW.epoch OR OLD.ended_at IS NOT NEW.ended_at OR
  OLD.expires_at IS NOT NEW.expires_at OR NEW.idle_until < OLD.idle_until
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.user_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER sessions_access_deleted AFTER DELETE ON sessions
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.user_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER memberships_access_changed AFTER UPDATE OF user_id, customer_id, role, tenure, ended_at
ON memberships WHEN OLD.user_id IS NOT NEW.user_id OR OLD.customer_id IS NOT NEW.customer_id OR
  OLD.role IS NOT NEW.role OR OLD.tenure IS NOT NEW.tenure OR OLD.ended_at IS NOT NEW.ended_at
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.user_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER memberships_access_deleted AFTER DELETE ON memberships
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.user_id);
END;
-- +goose StatementEnd

-- A use takes nothing from the download that it was counted for.

-- +goose StatementBegin
CREATE TRIGGER grants_access_changed AFTER UPDATE OF user_id, tenure, giver_id, giver_tenure, customer_id, document_id, folder_id, level, ceiling, valid_from,
  valid_until, revoked_at, fate, hold_days
ON grants WHEN OLD.user_id IS NOT NEW.user_id OR OLD.tenure IS NOT NEW.tenure OR
  OLD.giver_id IS NOT NEW.giver_id OR OLD.giver_tenure IS NOT NEW.giver_tenure OR
  OLD.customer_id IS NOT NEW.customer_id OR OLD.document_id IS NOT NEW.document_id OR
  OLD.folder_id IS NOT NEW.folder_id OR OLD.level IS NOT NEW.level OR OLD.ceiling IS NOT NEW.ceiling OR
  OLD.valid_from IS NOT NEW.valid_from OR OLD.valid_until IS NOT NEW.valid_until OR
  OLD.revoked_at IS NOT NEW.revoked_at OR OLD.fate IS NOT NEW.fate OR
  OLD.hold_days IS NOT NEW.hold_days
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.user_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER grants_access_deleted AFTER DELETE ON grants
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.user_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER documents_access_changed AFTER UPDATE OF customer_id, folder_id, classification, deleted_at
ON documents WHEN OLD.customer_id IS NOT NEW.customer_id OR OLD.folder_id IS NOT NEW.folder_id OR
  OLD.classification IS NOT NEW.classification OR OLD.deleted_at IS NOT NEW.deleted_at
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER documents_access_deleted AFTER DELETE ON documents
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER departures_access_changed AFTER INSERT ON departures
BEGIN
  INSERT INTO access_changes (subject) VALUES (NEW.user_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ancestries_access_changed AFTER UPDATE ON ancestries
BEGIN
  INSERT INTO access_changes (subject) VALUES ('*');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER ancestries_access_deleted AFTER DELETE ON ancestries
BEGIN
  INSERT INTO access_changes (subject) VALUES ('*');
END;
-- +goose StatementEnd
