-- +goose Up

ALTER TABLE `users` ADD COLUMN `reinstated_at` datetime NULL;

-- SQLite adds no constraint to a table that is there. The triggers go with the
-- old one, and come back unchanged.
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
  `user_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `departures_users_successor` FOREIGN KEY (`successor_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departures_users_recorded_by` FOREIGN KEY (`recorded_by_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departures_users_departures` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departure_successor_has_tenure` CHECK ((successor_id IS NULL) = (successor_tenure IS NULL)),
  CONSTRAINT `departure_successor_is_another` CHECK (successor_id <> user_id),
  CONSTRAINT `departure_trigger` CHECK (trigger IN ('ADMIN', 'OPERATOR', 'SCIM', 'SHARED_SIGNALS', 'PROVIDER', 'SCHEDULE', 'INACTIVITY'))
);
INSERT INTO `departures_new` (id, created_at, tenure, trigger, reason, departed_at, successor_tenure, successor_id, recorded_by_id, user_id)
  SELECT id, created_at, tenure, trigger, reason, departed_at, successor_tenure, successor_id, recorded_by_id, user_id FROM `departures`;
DROP TABLE `departures`;
ALTER TABLE `departures_new` RENAME TO `departures`;
CREATE UNIQUE INDEX `departure_user_id_tenure` ON `departures` (`user_id`, `tenure`);
CREATE INDEX `departure_departed_at_id` ON `departures` (`departed_at`, `id`);

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

-- +goose StatementBegin
CREATE TRIGGER departures_access_changed AFTER INSERT ON departures
BEGIN
  INSERT INTO access_changes (subject) VALUES (NEW.user_id);
END;
-- +goose StatementEnd

-- A sign-in that has become too old is news as well.
DROP TRIGGER users_access_changed;

-- +goose StatementBegin
CREATE TRIGGER users_access_changed AFTER UPDATE OF status, role, kind, epoch, tenure, valid_after
ON users WHEN OLD.status IS NOT NEW.status OR OLD.role IS NOT NEW.role OR OLD.kind IS NOT NEW.kind OR
  OLD.epoch IS NOT NEW.epoch OR OLD.tenure IS NOT NEW.tenure OR OLD.valid_after IS NOT NEW.valid_after
BEGIN
  INSERT INTO access_changes (subject) VALUES (OLD.id);
END;
-- +goose StatementEnd
