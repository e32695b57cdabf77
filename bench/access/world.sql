-- A vault full of documents, as many as bench.documents says, written past the use cases: a million of them
-- through the API would take hours. What is written holds whatever the use cases hold, so that a list of it
-- is a list like any other. Run it in one session on an empty, migrated database.

SET session_replication_role = replica; -- foreign keys hold by construction
SET work_mem = '64MB';
SET maintenance_work_mem = '512MB';

-- Indexes are made when all is there, which is many times as fast.
CREATE TEMPORARY TABLE later AS SELECT indexname, indexdef FROM pg_indexes
WHERE schemaname = current_schema AND tablename IN ('documents', 'versions', 'grants') AND indexdef LIKE 'CREATE INDEX%';
DO $$ DECLARE i record; BEGIN FOR i IN SELECT * FROM later LOOP EXECUTE format('DROP INDEX %I', i.indexname); END LOOP; END $$;

CREATE FUNCTION pg_temp.documents() RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT current_setting('bench.documents')::bigint $$;

-- A tenth of the documents are beneath one folder of customer 0. The others belong to as many customers as
-- there can be with at least 200 documents each, but to 50 at least and 200 at most.
CREATE FUNCTION pg_temp.customers() RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT greatest(50, least(200, pg_temp.documents() / 200)) $$;
CREATE FUNCTION pg_temp.customer(document bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT CASE WHEN document % 10 = 0 THEN 0 ELSE 1 + document % pg_temp.customers() END $$;

-- The TypeID of the n-th row of a noun: decimal digits are digits in its alphabet, too.
CREATE FUNCTION pg_temp.id(kind text, n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT kind || '_01h455vb4p' || lpad(n::text, 16, '0') $$;
CREATE FUNCTION pg_temp.at(seconds bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS
  $$ SELECT timestamptz '2020-01-01 00:00:00Z' + seconds * interval '1 second' $$;
CREATE FUNCTION pg_temp.classification(document bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT (ARRAY['PUBLIC', 'INTERNAL', 'INTERNAL', 'INTERNAL', 'INTERNAL', 'INTERNAL', 'CONFIDENTIAL', 'CONFIDENTIAL',
    'CONFIDENTIAL', 'SECRET'])[1 + document / 3 % 10] $$;

-- Users: 0 to 200 are the customers' custodians, 300 a member of twenty customers, 301 an auditor;
-- 1003, 1004 and 1005 are partners with 3, 1,000 and 20,000 grants, from 2000 on with ten.
INSERT INTO users (id, created_at, issuer, subject, kind, display_name, valid_after, role)
SELECT pg_temp.id('usr', n), pg_temp.at(0), 'https://id.example.com', 'user' || n,
  CASE WHEN n < 1000 THEN 'STAFF' ELSE 'PARTNER' END, 'User ' || n, pg_temp.at(0), CASE n WHEN 301 THEN 'AUDITOR' END
FROM (SELECT generate_series(0, 301) UNION ALL SELECT generate_series(1003, 1005)
  UNION ALL SELECT generate_series(2000, 1999 + greatest(1, pg_temp.documents() / 125))) AS users (n);

INSERT INTO customers (id, created_at, name, category, updated_at)
SELECT pg_temp.id('cus', n), pg_temp.at(n), 'Customer ' || n, 'Client', pg_temp.at(n)
FROM generate_series(0, pg_temp.customers()) AS n;

INSERT INTO memberships (id, created_at, role, tenure, customer_id, assigned_by_id, user_id)
SELECT pg_temp.id('mem', n), pg_temp.at(0), 'CUSTODIAN', 0, pg_temp.id('cus', n), pg_temp.id('usr', n), pg_temp.id('usr', n)
FROM generate_series(0, pg_temp.customers()) AS n
UNION ALL
SELECT pg_temp.id('mem', 1000 + n), pg_temp.at(0), 'VIEWER', 0, pg_temp.id('cus', n), pg_temp.id('usr', n), pg_temp.id('usr', 300)
FROM generate_series(1, 20) AS n;

-- Each customer has a root folder, 0, with nine folders beneath; customer 0 another, 100000, for ten documents.
INSERT INTO folders (id, created_at, name, customer_id, parent_id)
SELECT pg_temp.id('fld', c * 10 + f), pg_temp.at(c), 'Folder ' || f, pg_temp.id('cus', c),
  CASE WHEN f > 0 THEN pg_temp.id('fld', c * 10) END
FROM generate_series(0, pg_temp.customers()) AS c, generate_series(0, 9) AS f
UNION ALL
SELECT pg_temp.id('fld', 100000), pg_temp.at(0), 'Ten documents', pg_temp.id('cus', 0), pg_temp.id('fld', 0);

INSERT INTO ancestries (ancestor_id, descendant_id, distance)
SELECT id, id, 0 FROM folders UNION ALL SELECT parent_id, id, 1 FROM folders WHERE parent_id IS NOT NULL;

INSERT INTO customer_keys (id, created_at, classification, generation, root_key, wrapped, customer_id)
SELECT pg_temp.id('cky', c * 4 + l), pg_temp.at(0), (ARRAY['PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'SECRET'])[l + 1], 1,
  'none', 'none', pg_temp.id('cus', c)
FROM generate_series(0, pg_temp.customers()) AS c, generate_series(0, 3) AS l;

INSERT INTO versions (id, created_at, number, size, media_type, sha256, object, format, part_size, wrapped_key,
  document_id, customer_key_id, created_by_id)
SELECT pg_temp.id('ver', n), pg_temp.at(n), 1, 1000 + n, 'application/pdf', sha256(n::text::bytea), 'object-' || n, 1, 1, 'none',
  pg_temp.id('doc', n), pg_temp.id('cky', pg_temp.customer(n) * 4), pg_temp.id('usr', pg_temp.customer(n))
FROM generate_series(1, pg_temp.documents()) AS n;

INSERT INTO documents (id, created_at, title, classification, updated_at, customer_id, current_version_id, created_by_id, folder_id)
SELECT pg_temp.id('doc', n), pg_temp.at(n), 'Document ' || md5(n::text), pg_temp.classification(n), pg_temp.at(n * 7919 % pg_temp.documents()),
  pg_temp.id('cus', pg_temp.customer(n)), pg_temp.id('ver', n), pg_temp.id('usr', pg_temp.customer(n)),
  pg_temp.id('fld', CASE WHEN n <= 100 AND n % 10 = 0 THEN 100000 ELSE pg_temp.customer(n) * 10 + n / 1000 % 10 END)
FROM generate_series(1, pg_temp.documents()) AS n;

-- One grant in fifty is on a customer's root folder, twenty at most; the others are on documents far apart. They open no secrets.
CREATE FUNCTION pg_temp.give(taker bigint, many bigint, first bigint) RETURNS void LANGUAGE sql AS $$
  INSERT INTO grants (id, created_at, tenure, giver_tenure, level, ceiling, valid_from, valid_until, purpose, fate,
    customer_id, document_id, folder_id, user_id, giver_id)
  SELECT pg_temp.id('grt', first + n), pg_temp.at(0), 0, 0, 'DOWNLOAD', 'CONFIDENTIAL', pg_temp.at(0), timestamptz '2100-01-01 00:00:00Z',
    'bench', 'END', pg_temp.id('cus', customer), CASE WHEN NOT folder THEN pg_temp.id('doc', document) END,
    CASE WHEN folder THEN pg_temp.id('fld', customer * 10) END, pg_temp.id('usr', taker), pg_temp.id('usr', customer)
  FROM (
    SELECT n, document, n % 50 = 2 AND n < 1000 AS folder, pg_temp.customer(document) AS customer
    FROM (SELECT n, 1 + (taker * 7 + n * greatest(1, pg_temp.documents() / many - 1)) % pg_temp.documents() AS document
      FROM generate_series(0, many - 1) AS n) AS spread
  ) AS spread
$$;
SELECT pg_temp.give(1003, 3, 0), pg_temp.give(1004, 1000, 1000), pg_temp.give(1005, 20000, 100000);
SELECT count(pg_temp.give(n, 10, 1000000 + n * 10)) FROM generate_series(2000, 1999 + greatest(1, pg_temp.documents() / 125)) AS n;

-- Everybody whom the benchmark asks as has a session, whose secret is "secret of user" and the number.
INSERT INTO sessions (id, created_at, token_hash, epoch, authenticated_at, idle_until, expires_at, user_id)
SELECT pg_temp.id('ses', n), now(), sha256(('secret of user ' || n)::bytea), 0, now(), now() + interval '1 day', now() + interval '1 day',
  pg_temp.id('usr', n)
FROM unnest(ARRAY[0, 300, 301, 1003, 1004, 1005]) AS n;

UPDATE grants SET document_created_at = documents.created_at FROM documents WHERE documents.id = grants.document_id;

DO $$ DECLARE i record; BEGIN FOR i IN SELECT * FROM later LOOP EXECUTE i.indexdef; END LOOP; END $$;
SET session_replication_role = origin;
