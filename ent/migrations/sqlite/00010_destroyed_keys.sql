-- +goose Up

-- A customer's key that was destroyed is gone from its row, and stays so. Nothing
-- comes under it, and what is under way is told.
ALTER TABLE `customer_keys` ADD COLUMN `destroyed_at` datetime NULL
  CONSTRAINT `customer_key_destroyed` CHECK (destroyed_at IS NULL OR length(wrapped) = 0);

-- +goose StatementBegin
CREATE TRIGGER customer_keys_stay_destroyed BEFORE UPDATE ON customer_keys WHEN OLD.destroyed_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'UPDATE of customer_keys is refused');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER customer_keys_access_changed AFTER UPDATE OF destroyed_at ON customer_keys
BEGIN
  INSERT INTO access_changes (subject) VALUES ('*');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER versions_under_living_keys_inserted BEFORE INSERT ON versions
WHEN EXISTS (SELECT 1 FROM customer_keys WHERE id = NEW.customer_key_id AND destroyed_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'the key was destroyed');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER versions_under_living_keys_updated BEFORE UPDATE OF customer_key_id ON versions
WHEN EXISTS (SELECT 1 FROM customer_keys WHERE id = NEW.customer_key_id AND destroyed_at IS NOT NULL)
BEGIN
  SELECT RAISE(ABORT, 'the key was destroyed');
END;
-- +goose StatementEnd
