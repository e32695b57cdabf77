-- +goose Up

-- A departure can be set ahead: the account carries the instant, the case file
-- the rest, and it can be cancelled until then.
ALTER TABLE `users` ADD COLUMN `departs_at` datetime NULL;
ALTER TABLE `users` ADD COLUMN `reinstated_at` datetime NULL;
CREATE INDEX `user_departs_at` ON `users` (`departs_at`) WHERE departs_at IS NOT NULL;

-- SQLite adds no constraint to a table that is there. The triggers go with the
-- old one, and come back below.
CREATE TABLE `departures_new` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `tenure` integer NOT NULL,
  `trigger` text NOT NULL,
  `source` text NULL,
  `reason` text NOT NULL,
  `departed_at` datetime NOT NULL,
  `successor_tenure` integer NULL,
  `successor_id` text NULL,
  `recorded_by_id` text NULL,
  `cancelled_at` datetime NULL,
  `cancelled_by_id` text NULL,
  `user_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `departures_users_successor` FOREIGN KEY (`successor_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departures_users_recorded_by` FOREIGN KEY (`recorded_by_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departures_users_cancelled_by` FOREIGN KEY (`cancelled_by_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departures_users_departures` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departure_cancelled_in_time` CHECK (cancelled_at < departed_at),
  CONSTRAINT `departure_successor_has_tenure` CHECK ((successor_id IS NULL) = (successor_tenure IS NULL)),
  CONSTRAINT `departure_successor_is_another` CHECK (successor_id <> user_id),
  CONSTRAINT `departure_trigger` CHECK (trigger IN ('ADMIN', 'OPERATOR', 'SCIM', 'SHARED_SIGNALS', 'PROVIDER', 'SCHEDULE', 'INACTIVITY'))
);
INSERT INTO `departures_new` (id, created_at, tenure, trigger, reason, departed_at, successor_tenure, successor_id, recorded_by_id, user_id)
  SELECT id, created_at, tenure, trigger, reason, departed_at, successor_tenure, successor_id, recorded_by_id, user_id FROM `departures`;
DROP TABLE `departures`;
ALTER TABLE `departures_new` RENAME TO `departures`;
CREATE UNIQUE INDEX `departure_user_id_tenure` ON `departures` (`user_id`, `tenure`) WHERE cancelled_at IS NULL;
CREATE INDEX `departure_departed_at_id` ON `departures` (`departed_at`, `id`);

CREATE TABLE `witnesses` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `replica` text NOT NULL,
  `settled_at` datetime NOT NULL,
  `streams_cut` integer NOT NULL,
  `refused` integer NOT NULL DEFAULT (0),
  `refused_at` datetime NULL,
  `departure_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `witnesses_departures_witnesses` FOREIGN KEY (`departure_id`) REFERENCES `departures` (`id`) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX `witness_departure_id_replica` ON `witnesses` (`departure_id`, `replica`);

-- Nothing in a case file changes but that it is cancelled, once, in time.

-- +goose StatementBegin
CREATE TRIGGER departures_unchanged BEFORE UPDATE ON departures
WHEN OLD.cancelled_at IS NOT NULL OR NEW.cancelled_at IS NULL OR
  OLD.id IS NOT NEW.id OR OLD.created_at IS NOT NEW.created_at OR OLD.user_id IS NOT NEW.user_id OR OLD.tenure IS NOT NEW.tenure OR
  OLD.trigger IS NOT NEW.trigger OR OLD.source IS NOT NEW.source OR OLD.reason IS NOT NEW.reason OR OLD.departed_at IS NOT NEW.departed_at OR
  OLD.successor_id IS NOT NEW.successor_id OR OLD.successor_tenure IS NOT NEW.successor_tenure OR OLD.recorded_by_id IS NOT NEW.recorded_by_id
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

-- +goose StatementBegin
CREATE TRIGGER departures_access_changed AFTER INSERT ON departures
BEGIN
  INSERT INTO access_changes (subject) VALUES (NEW.user_id);
END;
-- +goose StatementEnd

-- A sign-in that has become too old is news as well, and so is a date set ahead.
DROP TRIGGER users_access_changed;

-- +goose StatementBegin
CREATE TRIGGER users_access_changed AFTER UPDATE OF status, role, kind, epoch, tenure, valid_after, departs_at
ON users WHEN OLD.status IS NOT NEW.status OR OLD.role IS NOT NEW.role OR OLD.kind IS NOT NEW.kind OR
  OLD.epoch IS NOT NEW.epoch OR OLD.tenure IS NOT NEW.tenure OR OLD.valid_after IS NOT NEW.valid_after OR
  OLD.departs_at IS NOT NEW.departs_at
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.id);
END;
-- +goose StatementEnd
