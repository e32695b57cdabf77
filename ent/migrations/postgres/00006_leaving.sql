-- +goose Up

-- A departure can be set ahead: the account carries the instant, the case file
-- the rest, and it can be cancelled until then.
ALTER TABLE "users"
  ADD COLUMN "departs_at" timestamptz NULL,
  ADD COLUMN "reinstated_at" timestamptz NULL;
CREATE INDEX "user_departs_at" ON "users" ("departs_at") WHERE departs_at IS NOT NULL;

ALTER TABLE "departures"
  ADD COLUMN "source" character varying NULL,
  ADD COLUMN "cancelled_at" timestamptz NULL,
  ADD COLUMN "cancelled_by_id" character varying NULL,
  ADD CONSTRAINT "departures_users_cancelled_by" FOREIGN KEY ("cancelled_by_id") REFERENCES "users" ("id") ON DELETE RESTRICT,
  ADD CONSTRAINT "departure_cancelled_in_time" CHECK (cancelled_at < departed_at),
  ADD CONSTRAINT "departure_trigger" CHECK (trigger IN ('ADMIN', 'OPERATOR', 'SCIM', 'SHARED_SIGNALS', 'PROVIDER', 'SCHEDULE', 'INACTIVITY'));
DROP INDEX "departure_user_id_tenure";
CREATE UNIQUE INDEX "departure_user_id_tenure" ON "departures" ("user_id", "tenure") WHERE cancelled_at IS NULL;

CREATE TABLE "witnesses" (
  "id" character varying NOT NULL,
  "created_at" timestamptz NOT NULL,
  "replica" character varying NOT NULL,
  "settled_at" timestamptz NOT NULL,
  "streams_cut" bigint NOT NULL,
  "refused" bigint NOT NULL DEFAULT 0,
  "refused_at" timestamptz NULL,
  "departure_id" character varying NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "witnesses_departures_witnesses" FOREIGN KEY ("departure_id") REFERENCES "departures" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "witness_departure_id_replica" ON "witnesses" ("departure_id", "replica");

-- Nothing in a case file changes but that it is cancelled, once, in time.
DROP TRIGGER departures_append_only ON departures;
CREATE TRIGGER departures_not_deleted
  BEFORE DELETE ON departures
  FOR EACH ROW EXECUTE FUNCTION strongroom_refuse();
CREATE TRIGGER departures_unchanged
  BEFORE UPDATE ON departures
  FOR EACH ROW WHEN (OLD.cancelled_at IS NOT NULL OR NEW.cancelled_at IS NULL OR
    (OLD.id, OLD.created_at, OLD.user_id, OLD.tenure, OLD.trigger, OLD.source, OLD.reason, OLD.departed_at, OLD.successor_id, OLD.successor_tenure, OLD.recorded_by_id)
    IS DISTINCT FROM
    (NEW.id, NEW.created_at, NEW.user_id, NEW.tenure, NEW.trigger, NEW.source, NEW.reason, NEW.departed_at, NEW.successor_id, NEW.successor_tenure, NEW.recorded_by_id))
  EXECUTE FUNCTION strongroom_refuse();

-- A sign-in that has become too old is news as well, and so is a date set ahead.
DROP TRIGGER users_access_changed ON users;
CREATE TRIGGER users_access_changed
  AFTER UPDATE OF status, role, kind, epoch, tenure, valid_after, departs_at ON users
  FOR EACH ROW
  WHEN ((OLD.status, OLD.role, OLD.kind, OLD.epoch, OLD.tenure, OLD.valid_after, OLD.departs_at)
    IS DISTINCT FROM (NEW.status, NEW.role, NEW.kind, NEW.epoch, NEW.tenure, NEW.valid_after, NEW.departs_at))
  EXECUTE FUNCTION strongroom_access_changed('id');
