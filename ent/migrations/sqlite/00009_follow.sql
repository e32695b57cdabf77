-- +goose Up

-- What widens access is told as well, to those whom it is given to, and so is
-- what a replica has seen of a departure: whoever follows either is not to ask
-- again and again.

-- +goose StatementBegin
CREATE TRIGGER memberships_access_given AFTER INSERT ON memberships
BEGIN
  INSERT INTO access_changes (subject) VALUES (NEW.user_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER grants_access_given AFTER INSERT ON grants
BEGIN
  INSERT INTO access_changes (subject) VALUES (NEW.user_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER witnesses_told AFTER INSERT ON witnesses
BEGIN
  INSERT INTO access_changes (subject) VALUES (NEW.departure_id);
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER witnesses_told_more AFTER UPDATE ON witnesses
BEGIN
  INSERT INTO access_changes (subject) VALUES (NEW.departure_id);
END;
-- +goose StatementEnd
