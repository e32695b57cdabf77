-- +goose Up

-- What belongs together belongs to the same customer: no row joins the things
-- of two. Triggers hold it, since keys over two columns would need an index
-- more on every table that is named.

-- +goose StatementBegin
CREATE FUNCTION strongroom_documents_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (
    EXISTS (SELECT 1 FROM folders WHERE id = NEW.folder_id AND customer_id = NEW.customer_id) AND
    (NEW.current_version_id IS NULL OR EXISTS (SELECT 1 FROM versions WHERE id = NEW.current_version_id AND document_id = NEW.id))
  ) THEN
    RAISE EXCEPTION 'a document lies in a folder of its customer, and its current version is its own' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER documents_belong BEFORE INSERT OR UPDATE OF folder_id, customer_id, current_version_id ON documents
  FOR EACH ROW EXECUTE FUNCTION strongroom_documents_belong();

-- +goose StatementBegin
CREATE FUNCTION strongroom_folders_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (
    (NEW.parent_id IS NULL OR EXISTS (SELECT 1 FROM folders WHERE id = NEW.parent_id AND customer_id = NEW.customer_id))
  ) THEN
    RAISE EXCEPTION 'a folder lies in a folder of its customer' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER folders_belong BEFORE INSERT OR UPDATE OF parent_id, customer_id ON folders
  FOR EACH ROW EXECUTE FUNCTION strongroom_folders_belong();

-- +goose StatementBegin
CREATE FUNCTION strongroom_versions_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (
    EXISTS (SELECT 1 FROM documents d JOIN customer_keys k ON k.customer_id = d.customer_id WHERE d.id = NEW.document_id AND k.id = NEW.customer_key_id)
  ) THEN
    RAISE EXCEPTION 'a version is sealed under a key of its document''s customer' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER versions_belong BEFORE INSERT OR UPDATE OF customer_key_id ON versions
  FOR EACH ROW EXECUTE FUNCTION strongroom_versions_belong();

-- +goose StatementBegin
CREATE FUNCTION strongroom_uploads_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (
    EXISTS (SELECT 1 FROM customer_keys WHERE id = NEW.customer_key_id AND customer_id = NEW.customer_id)
  ) THEN
    RAISE EXCEPTION 'an upload is sealed under a key of its customer' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER uploads_belong BEFORE INSERT OR UPDATE OF customer_key_id, customer_id ON uploads
  FOR EACH ROW EXECUTE FUNCTION strongroom_uploads_belong();

-- +goose StatementBegin
CREATE FUNCTION strongroom_grants_belong() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (
    (NEW.document_id IS NULL OR EXISTS (SELECT 1 FROM documents WHERE id = NEW.document_id AND customer_id = NEW.customer_id)) AND
    (NEW.folder_id IS NULL OR EXISTS (SELECT 1 FROM folders WHERE id = NEW.folder_id AND customer_id = NEW.customer_id))
  ) THEN
    RAISE EXCEPTION 'a grant is on a thing of its customer' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER grants_belong BEFORE INSERT OR UPDATE OF document_id, folder_id, customer_id ON grants
  FOR EACH ROW EXECUTE FUNCTION strongroom_grants_belong();
