-- +goose Up

-- What belongs together belongs to the same customer: no row joins the things
-- of two. Triggers hold it, since keys over two columns would need an index
-- more on every table that is named.

-- +goose StatementBegin
CREATE TRIGGER documents_belong_inserted BEFORE INSERT ON documents
WHEN NOT (
    EXISTS (SELECT 1 FROM folders WHERE id = NEW.folder_id AND customer_id = NEW.customer_id) AND
    (NEW.current_version_id IS NULL OR EXISTS (SELECT 1 FROM versions WHERE id = NEW.current_version_id AND document_id = NEW.id))
)
BEGIN
  SELECT RAISE(ABORT, 'a document lies in a folder of its customer, and its current version is its own');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER documents_belong_updated BEFORE UPDATE OF folder_id, customer_id, current_version_id ON documents
WHEN NOT (
    EXISTS (SELECT 1 FROM folders WHERE id = NEW.folder_id AND customer_id = NEW.customer_id) AND
    (NEW.current_version_id IS NULL OR EXISTS (SELECT 1 FROM versions WHERE id = NEW.current_version_id AND document_id = NEW.id))
)
BEGIN
  SELECT RAISE(ABORT, 'a document lies in a folder of its customer, and its current version is its own');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER folders_belong_inserted BEFORE INSERT ON folders
WHEN NOT (
    (NEW.parent_id IS NULL OR EXISTS (SELECT 1 FROM folders WHERE id = NEW.parent_id AND customer_id = NEW.customer_id))
)
BEGIN
  SELECT RAISE(ABORT, 'a folder lies in a folder of its customer');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER folders_belong_updated BEFORE UPDATE OF parent_id, customer_id ON folders
WHEN NOT (
    (NEW.parent_id IS NULL OR EXISTS (SELECT 1 FROM folders WHERE id = NEW.parent_id AND customer_id = NEW.customer_id))
)
BEGIN
  SELECT RAISE(ABORT, 'a folder lies in a folder of its customer');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER versions_belong_inserted BEFORE INSERT ON versions
WHEN NOT (
    EXISTS (SELECT 1 FROM documents d JOIN customer_keys k ON k.customer_id = d.customer_id WHERE d.id = NEW.document_id AND k.id = NEW.customer_key_id)
)
BEGIN
  SELECT RAISE(ABORT, 'a version is sealed under a key of its document''s customer');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER versions_belong_updated BEFORE UPDATE OF customer_key_id ON versions
WHEN NOT (
    EXISTS (SELECT 1 FROM documents d JOIN customer_keys k ON k.customer_id = d.customer_id WHERE d.id = NEW.document_id AND k.id = NEW.customer_key_id)
)
BEGIN
  SELECT RAISE(ABORT, 'a version is sealed under a key of its document''s customer');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER uploads_belong_inserted BEFORE INSERT ON uploads
WHEN NOT (
    EXISTS (SELECT 1 FROM customer_keys WHERE id = NEW.customer_key_id AND customer_id = NEW.customer_id)
)
BEGIN
  SELECT RAISE(ABORT, 'an upload is sealed under a key of its customer');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER uploads_belong_updated BEFORE UPDATE OF customer_key_id, customer_id ON uploads
WHEN NOT (
    EXISTS (SELECT 1 FROM customer_keys WHERE id = NEW.customer_key_id AND customer_id = NEW.customer_id)
)
BEGIN
  SELECT RAISE(ABORT, 'an upload is sealed under a key of its customer');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER grants_belong_inserted BEFORE INSERT ON grants
WHEN NOT (
    (NEW.document_id IS NULL OR EXISTS (SELECT 1 FROM documents WHERE id = NEW.document_id AND customer_id = NEW.customer_id)) AND
    (NEW.folder_id IS NULL OR EXISTS (SELECT 1 FROM folders WHERE id = NEW.folder_id AND customer_id = NEW.customer_id))
)
BEGIN
  SELECT RAISE(ABORT, 'a grant is on a thing of its customer');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER grants_belong_updated BEFORE UPDATE OF document_id, folder_id, customer_id ON grants
WHEN NOT (
    (NEW.document_id IS NULL OR EXISTS (SELECT 1 FROM documents WHERE id = NEW.document_id AND customer_id = NEW.customer_id)) AND
    (NEW.folder_id IS NULL OR EXISTS (SELECT 1 FROM folders WHERE id = NEW.folder_id AND customer_id = NEW.customer_id))
)
BEGIN
  SELECT RAISE(ABORT, 'a grant is on a thing of its customer');
END;
-- +goose StatementEnd
