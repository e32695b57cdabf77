-- +goose Up

-- The log is append-only, and a version's bytes never change: only its key may
-- be rewrapped. The database itself refuses anything else, whoever asks.

-- +goose StatementBegin
CREATE TRIGGER events_not_updated BEFORE UPDATE ON events
BEGIN
  SELECT RAISE(ABORT, 'UPDATE of events is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER events_not_deleted BEFORE DELETE ON events
BEGIN
  SELECT RAISE(ABORT, 'DELETE of events is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER versions_unchanged
BEFORE UPDATE OF id, created_at, document_id, number, size, media_type, sha256, object, format, part_size, created_by_id ON versions
BEGIN
  SELECT RAISE(ABORT, 'UPDATE of versions is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER departures_not_updated BEFORE UPDATE ON departures
BEGIN
  SELECT RAISE(ABORT, 'UPDATE of departures is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER departures_not_deleted BEFORE DELETE ON departures
BEGIN
  SELECT RAISE(ABORT, 'DELETE of departures is refused');
END;
-- +goose StatementEnd

-- Whoever has departed comes back only as somebody new: in another tenure.
-- +goose StatementBegin
CREATE TRIGGER users_stay_departed BEFORE UPDATE OF status ON users
WHEN OLD.status = 'DEPARTED' AND NEW.status <> 'DEPARTED' AND
  NOT (NEW.status = 'ACTIVE' AND NEW.tenure > OLD.tenure)
BEGIN
  SELECT RAISE(ABORT, 'UPDATE of users is refused');
END;
-- +goose StatementEnd
