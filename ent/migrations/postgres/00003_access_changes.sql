-- +goose Up

-- Whatever can end somebody's access is told to every replica that listens, by
-- the database itself, so that a hand-written UPDATE counts as much as a use
-- case. The news is the ID of the user or the document concerned, or * for
-- everything: never more. It goes out with the commit, and PostgreSQL tells the
-- same news of one transaction once. What only widens access is not told.

-- +goose StatementBegin
CREATE FUNCTION strongroom_access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('strongroom_access', CASE
    WHEN TG_NARGS = 0 THEN '*'
    WHEN TG_OP = 'INSERT' THEN to_jsonb(NEW) ->> TG_ARGV[0]
    ELSE to_jsonb(OLD) ->> TG_ARGV[0]
  END);
  RETURN NULL;
END
$$;
-- +goose StatementEnd

CREATE TRIGGER users_access_changed
  AFTER UPDATE OF status, role, kind, epoch, tenure ON users
  FOR EACH ROW
  WHEN ((OLD.status, OLD.role, OLD.kind, OLD.epoch, OLD.tenure)
    IS DISTINCT FROM (NEW.status, NEW.role, NEW.kind, NEW.epoch, NEW.tenure))
  EXECUTE FUNCTION strongroom_access_changed('id');
CREATE TRIGGER users_access_deleted
  AFTER DELETE ON users
  FOR EACH ROW EXECUTE FUNCTION strongroom_access_changed('id');

-- Use moves idle_until forward; that is no news.
CREATE TRIGGER sessions_access_changed
  AFTER UPDATE OF user_id, epoch, ended_at, expires_at, idle_until ON sessions
  FOR EACH ROW
  WHEN ((OLD.user_id, OLD.epoch, OLD.ended_at, OLD.expires_at)
    IS DISTINCT FROM (NEW.user_id, NEW.epoch, NEW.ended_at, NEW.expires_at)
    OR NEW.idle_until < OLD.idle_until)
  EXECUTE FUNCTION strongroom_access_changed('user_id');
CREATE TRIGGER sessions_access_deleted
  AFTER DELETE ON sessions
  FOR EACH ROW EXECUTE FUNCTION strongroom_access_changed('user_id');

CREATE TRIGGER memberships_access_changed
  AFTER UPDATE ON memberships
  FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
  EXECUTE FUNCTION strongroom_access_changed('user_id');
CREATE TRIGGER memberships_access_deleted
  AFTER DELETE ON memberships
  FOR EACH ROW EXECUTE FUNCTION strongroom_access_changed('user_id');

-- A use takes nothing from the download that it was counted for.
CREATE TRIGGER grants_access_changed
  AFTER UPDATE OF user_id, tenure, giver_id, giver_tenure, customer_id, document_id, folder_id, level, ceiling,
    valid_from, valid_until, revoked_at, fate, hold_days ON grants
  FOR EACH ROW
  WHEN ((OLD.user_id, OLD.tenure, OLD.giver_id, OLD.giver_tenure, OLD.customer_id, OLD.document_id, OLD.folder_id, OLD.level, OLD.ceiling,
      OLD.valid_from, OLD.valid_until, OLD.revoked_at, OLD.fate, OLD.hold_days)
    IS DISTINCT FROM (NEW.user_id, NEW.tenure, NEW.giver_id, NEW.giver_tenure, NEW.customer_id, NEW.document_id, NEW.folder_id, NEW.level, NEW.ceiling,
      NEW.valid_from, NEW.valid_until, NEW.revoked_at, NEW.fate, NEW.hold_days))
  EXECUTE FUNCTION strongroom_access_changed('user_id');
CREATE TRIGGER grants_access_deleted
  AFTER DELETE ON grants
  FOR EACH ROW EXECUTE FUNCTION strongroom_access_changed('user_id');

CREATE TRIGGER departures_access_changed
  AFTER INSERT ON departures
  FOR EACH ROW EXECUTE FUNCTION strongroom_access_changed('user_id');

CREATE TRIGGER documents_access_changed
  AFTER UPDATE OF customer_id, folder_id, classification, deleted_at ON documents
  FOR EACH ROW
  WHEN ((OLD.customer_id, OLD.folder_id, OLD.classification, OLD.deleted_at)
    IS DISTINCT FROM (NEW.customer_id, NEW.folder_id, NEW.classification, NEW.deleted_at))
  EXECUTE FUNCTION strongroom_access_changed('id');
CREATE TRIGGER documents_access_deleted
  AFTER DELETE ON documents
  FOR EACH ROW EXECUTE FUNCTION strongroom_access_changed('id');

CREATE TRIGGER ancestries_access_changed
  AFTER UPDATE OR DELETE ON ancestries
  FOR EACH STATEMENT EXECUTE FUNCTION strongroom_access_changed();
