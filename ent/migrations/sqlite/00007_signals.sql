-- +goose Up

-- What SCIM providers call users, and their groups.
CREATE TABLE `scim_users` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `issuer` text NOT NULL,
  `user_name` text NOT NULL,
  `user_name_folded` text NOT NULL,
  `external_id` text NULL,
  `given_name` text NULL,
  `family_name` text NULL,
  `updated_at` datetime NOT NULL,
  `deleted_at` datetime NULL,
  `user_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `scim_users_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX `scimuser_user_id` ON `scim_users` (`user_id`);
CREATE UNIQUE INDEX `scimuser_issuer_user_name_folded` ON `scim_users` (`issuer`, `user_name_folded`) WHERE deleted_at IS NULL;
CREATE INDEX `scimuser_issuer_external_id` ON `scim_users` (`issuer`, `external_id`);

CREATE TABLE `scim_groups` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `issuer` text NOT NULL,
  `display_name` text NOT NULL,
  `external_id` text NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`)
);
CREATE UNIQUE INDEX `scimgroup_issuer_display_name` ON `scim_groups` (`issuer`, `display_name`);
CREATE INDEX `scimgroup_issuer_external_id` ON `scim_groups` (`issuer`, `external_id`);

CREATE TABLE `scim_members` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `group_id` text NOT NULL,
  `user_id` text NOT NULL,
  CONSTRAINT `scim_members_scim_groups_members` FOREIGN KEY (`group_id`) REFERENCES `scim_groups` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `scim_members_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX `scimmember_group_id_user_id` ON `scim_members` (`group_id`, `user_id`);
CREATE INDEX `scimmember_user_id` ON `scim_members` (`user_id`);

-- Tokens of providers that were acted on, for every replica.
CREATE TABLE `seen_tokens` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `token_hash` blob NOT NULL,
  `until` datetime NOT NULL,
  CONSTRAINT `seen_token_is_sha256` CHECK (length(token_hash) = 32)
);
CREATE UNIQUE INDEX `seentoken_token_hash` ON `seen_tokens` (`token_hash`);
CREATE INDEX `seentoken_until` ON `seen_tokens` (`until`);

-- When each source of signals was last heard, by whichever replica.
CREATE TABLE `feeds` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `name` text NOT NULL,
  `heard_at` datetime NOT NULL
);
CREATE UNIQUE INDEX `feed_name` ON `feeds` (`name`);

-- The means to ask a provider whether it still knows the person of a session.
CREATE TABLE `refresh_tokens` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `root_key` text NOT NULL,
  `wrapped_key` blob NOT NULL,
  `sealed` blob NOT NULL,
  `asked_at` datetime NOT NULL,
  `session_id` text NOT NULL,
  CONSTRAINT `refresh_tokens_sessions_session` FOREIGN KEY (`session_id`) REFERENCES `sessions` (`id`) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX `refreshtoken_session_id` ON `refresh_tokens` (`session_id`);
CREATE INDEX `refreshtoken_asked_at` ON `refresh_tokens` (`asked_at`);
