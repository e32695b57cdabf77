-- What PostgreSQL itself would do for the row rule, for a peer that asks as bench_peer for the user bench.user: the
-- grants that are in force by their own interval. It leaves out giver, tenure and uses, which makes it quicker.

DO $$ BEGIN CREATE ROLE bench_peer; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT SELECT ON documents, versions, grants, ancestries TO bench_peer;
ALTER TABLE documents ENABLE ROW LEVEL SECURITY;
CREATE POLICY bench_peer ON documents FOR SELECT TO bench_peer USING (deleted_at IS NULL AND (
  EXISTS (SELECT FROM grants WHERE user_id = current_setting('bench.user') AND document_id = documents.id
    AND valid_from <= now() AND now() < valid_until AND revoked_at IS NULL)
  OR EXISTS (SELECT FROM grants JOIN ancestries ON ancestor_id = grants.folder_id WHERE user_id = current_setting('bench.user')
    AND descendant_id = documents.folder_id AND valid_from <= now() AND now() < valid_until AND revoked_at IS NULL)));
