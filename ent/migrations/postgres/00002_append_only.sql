-- +goose Up

-- The log is append-only, and a version's bytes never change: only its key may
-- be rewrapped. The database itself refuses anything else, whoever asks.

-- +goose StatementBegin
CREATE FUNCTION strongroom_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
-- +goose StatementEnd

CREATE TRIGGER events_append_only
  BEFORE UPDATE OR DELETE ON events
  FOR EACH ROW EXECUTE FUNCTION strongroom_refuse();
CREATE TRIGGER events_not_truncated
  BEFORE TRUNCATE ON events
  FOR EACH STATEMENT EXECUTE FUNCTION strongroom_refuse();
CREATE TRIGGER versions_unchanged
  BEFORE UPDATE OF id, created_at, document_id, number, size, media_type, sha256, object, format, part_size, created_by_id ON versions
  FOR EACH ROW EXECUTE FUNCTION strongroom_refuse();
CREATE TRIGGER departures_append_only
  BEFORE UPDATE OR DELETE ON departures
  FOR EACH ROW EXECUTE FUNCTION strongroom_refuse();
CREATE TRIGGER departures_not_truncated
  BEFORE TRUNCATE ON departures
  FOR EACH STATEMENT EXECUTE FUNCTION strongroom_refuse();

-- Whoever has departed comes back only as somebody new: in another tenure.
CREATE TRIGGER users_stay_departed
  BEFORE UPDATE OF status ON users
  FOR EACH ROW WHEN (OLD.status = 'DEPARTED' AND NEW.status <> 'DEPARTED' AND
    NOT (NEW.status = 'ACTIVE' AND NEW.tenure > OLD.tenure))
  EXECUTE FUNCTION strongroom_refuse();
