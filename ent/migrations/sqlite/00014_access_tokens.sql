-- +goose Up

-- A case file names the access tokens that a departure ends; earlier ones were not kept.
CREATE TABLE `access_tokens` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `token_hash` blob NOT NULL,
  `client` text NULL,
  `created_at` datetime NOT NULL,
  `authenticated_at` datetime NOT NULL,
  `expires_at` datetime NOT NULL,
  `ended_at` datetime NULL,
  `user_id` text NOT NULL,
  CONSTRAINT `access_tokens_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `access_token_is_sha256` CHECK (length(token_hash) = 32)
);
CREATE UNIQUE INDEX `accesstoken_token_hash` ON `access_tokens` (`token_hash`);
CREATE INDEX `accesstoken_user_id_ended_at` ON `access_tokens` (`user_id`, `ended_at`);
CREATE INDEX `accesstoken_expires_at` ON `access_tokens` (`expires_at`);
