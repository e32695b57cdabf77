-- +goose Up

-- A share link is the way to a grant for somebody without an account.
CREATE TABLE "share_links" (
  "id" character varying NOT NULL,
  "created_at" timestamptz NOT NULL,
  "email" character varying NOT NULL,
  "secret_hash" bytea NOT NULL,
  "passcode_hash" character varying NULL,
  "passcode_failures" bigint NOT NULL DEFAULT 0,
  "locked_at" timestamptz NULL,
  "terms" character varying NULL,
  "terms_accepted_at" timestamptz NULL,
  "code_hash" bytea NULL,
  "code_sent_at" timestamptz NULL,
  "code_failures" bigint NOT NULL DEFAULT 0,
  "codes_sent" bigint NOT NULL DEFAULT 0,
  "opened_at" timestamptz NULL,
  "customer_id" character varying NOT NULL,
  "grant_id" character varying NOT NULL,
  PRIMARY KEY ("id"),
  CONSTRAINT "share_links_customers_customer" FOREIGN KEY ("customer_id") REFERENCES "customers" ("id") ON DELETE RESTRICT,
  CONSTRAINT "share_links_grants_grant" FOREIGN KEY ("grant_id") REFERENCES "grants" ("id") ON DELETE RESTRICT,
  CONSTRAINT "share_link_accepts_terms" CHECK (terms_accepted_at IS NULL OR terms IS NOT NULL),
  CONSTRAINT "share_link_code_was_sent" CHECK (code_hash IS NULL OR (length(code_hash) = 32 AND code_sent_at IS NOT NULL)),
  CONSTRAINT "share_link_secret_is_sha256" CHECK (length(secret_hash) = 32)
);
CREATE UNIQUE INDEX "sharelink_grant_id" ON "share_links" ("grant_id");
CREATE INDEX "sharelink_customer_id_created_at" ON "share_links" ("customer_id", "created_at");
