-- +goose Up

ALTER TABLE "users" ADD COLUMN "reinstated_at" timestamptz NULL;

ALTER TABLE "departures"
  ADD COLUMN "source" character varying NULL,
  ADD CONSTRAINT "departure_trigger" CHECK (trigger IN ('ADMIN', 'OPERATOR', 'SCIM', 'SHARED_SIGNALS', 'PROVIDER', 'SCHEDULE', 'INACTIVITY'));

-- A sign-in that has become too old is news as well.
DROP TRIGGER users_access_changed ON users;
CREATE TRIGGER users_access_changed
  AFTER UPDATE OF status, role, kind, epoch, tenure, valid_after ON users
  FOR EACH ROW
  WHEN ((OLD.status, OLD.role, OLD.kind, OLD.epoch, OLD.tenure, OLD.valid_after)
    IS DISTINCT FROM (NEW.status, NEW.role, NEW.kind, NEW.epoch, NEW.tenure, NEW.valid_after))
  EXECUTE FUNCTION strongroom_access_changed('id');
