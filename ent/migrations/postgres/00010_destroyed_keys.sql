-- +goose Up

-- A customer's key that was destroyed is gone from its row, and stays so. Nothing
-- comes under it, and what is under way is told.
ALTER TABLE "customer_keys" ADD COLUMN "destroyed_at" timestamptz NULL;
ALTER TABLE "customer_keys" ADD CONSTRAINT "customer_key_destroyed" CHECK (destroyed_at IS NULL OR length(wrapped) = 0);

CREATE TRIGGER customer_keys_stay_destroyed
  BEFORE UPDATE ON customer_keys
  FOR EACH ROW WHEN (OLD.destroyed_at IS NOT NULL)
  EXECUTE FUNCTION strongroom_refuse();
CREATE TRIGGER customer_keys_access_changed
  AFTER UPDATE OF destroyed_at ON customer_keys
  FOR EACH STATEMENT EXECUTE FUNCTION strongroom_access_changed();

-- +goose StatementBegin
CREATE FUNCTION strongroom_key_lives() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM customer_keys WHERE id = NEW.customer_key_id AND destroyed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'the key was destroyed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER versions_under_living_keys
  BEFORE INSERT OR UPDATE OF customer_key_id ON versions
  FOR EACH ROW EXECUTE FUNCTION strongroom_key_lives();
