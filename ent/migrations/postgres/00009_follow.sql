-- +goose Up

-- What widens access is told as well, to those whom it is given to, and so is
-- what a replica has seen of a departure: whoever follows either is not to ask
-- again and again.

CREATE TRIGGER memberships_access_given
  AFTER INSERT ON memberships
  FOR EACH ROW EXECUTE FUNCTION strongroom_access_changed('user_id');
CREATE TRIGGER grants_access_given
  AFTER INSERT ON grants
  FOR EACH ROW EXECUTE FUNCTION strongroom_access_changed('user_id');
CREATE TRIGGER witnesses_told
  AFTER INSERT OR UPDATE ON witnesses
  FOR EACH ROW EXECUTE FUNCTION strongroom_access_changed('departure_id');
