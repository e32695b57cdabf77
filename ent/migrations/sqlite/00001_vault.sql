-- +goose Up

CREATE TABLE `ancestries` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `distance` integer NOT NULL,
  `ancestor_id` text NOT NULL,
  `descendant_id` text NOT NULL,
  CONSTRAINT `ancestries_folders_ancestor` FOREIGN KEY (`ancestor_id`) REFERENCES `folders` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `ancestries_folders_descendant` FOREIGN KEY (`descendant_id`) REFERENCES `folders` (`id`) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX `ancestry_descendant_id_ancestor_id` ON `ancestries` (`descendant_id`, `ancestor_id`);
CREATE INDEX `ancestry_ancestor_id_descendant_id` ON `ancestries` (`ancestor_id`, `descendant_id`);

CREATE TABLE `customers` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `name` text NOT NULL,
  `category` text NOT NULL,
  `importance` text NOT NULL DEFAULT ('NORMAL'),
  `status` text NOT NULL DEFAULT ('ACTIVE'),
  `contacts_sealed` blob NULL,
  `updated_at` datetime NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `customer_importance` CHECK (importance IN ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
  CONSTRAINT `customer_status` CHECK (status IN ('ACTIVE', 'EXITING', 'EXITED'))
);
CREATE INDEX `customer_name_id` ON `customers` (`name`, `id`);
CREATE INDEX `customer_category_id` ON `customers` (`category`, `id`);

CREATE TABLE `customer_keys` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `classification` text NOT NULL,
  `generation` integer NOT NULL,
  `root_key` text NOT NULL,
  `wrapped` blob NOT NULL,
  `customer_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `customer_keys_customers_keys` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `customer_key_classification` CHECK (classification IN ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'SECRET'))
);
CREATE UNIQUE INDEX `customerkey_customer_id_classification_generation` ON `customer_keys` (`customer_id`, `classification`, `generation`);

CREATE TABLE `departures` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `tenure` integer NOT NULL,
  `trigger` text NOT NULL,
  `reason` text NOT NULL,
  `departed_at` datetime NOT NULL,
  `successor_tenure` integer NULL,
  `successor_id` text NULL,
  `recorded_by_id` text NULL,
  `user_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `departures_users_successor` FOREIGN KEY (`successor_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departures_users_recorded_by` FOREIGN KEY (`recorded_by_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departures_users_departures` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `departure_successor_has_tenure` CHECK ((successor_id IS NULL) = (successor_tenure IS NULL)),
  CONSTRAINT `departure_successor_is_another` CHECK (successor_id <> user_id)
);
CREATE UNIQUE INDEX `departure_user_id_tenure` ON `departures` (`user_id`, `tenure`);
CREATE INDEX `departure_departed_at_id` ON `departures` (`departed_at`, `id`);

CREATE TABLE `documents` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `title` text NOT NULL,
  `classification` text NOT NULL,
  `updated_at` datetime NOT NULL,
  `deleted_at` datetime NULL,
  `customer_id` text NOT NULL,
  `current_version_id` text NULL,
  `created_by_id` text NOT NULL,
  `folder_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `documents_customers_documents` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `documents_versions_current_version` FOREIGN KEY (`current_version_id`) REFERENCES `versions` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `documents_users_created_by` FOREIGN KEY (`created_by_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `documents_folders_documents` FOREIGN KEY (`folder_id`) REFERENCES `folders` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `document_classification` CHECK (classification IN ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'SECRET'))
);
CREATE INDEX `document_folder_id_title_id` ON `documents` (`folder_id`, `title`, `id`) WHERE deleted_at IS NULL;
CREATE INDEX `document_customer_id_updated_at_id` ON `documents` (`customer_id`, `updated_at`, `id`) WHERE deleted_at IS NULL;
CREATE INDEX `document_updated_at_id` ON `documents` (`updated_at`, `id`) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX `document_current_version_id` ON `documents` (`current_version_id`);

CREATE TABLE `events` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `action` text NOT NULL,
  `actor_id` text NULL,
  `actor_system` text NULL,
  `object_id` text NULL,
  `customer_id` text NULL,
  `subject_id` text NULL,
  `request` text NULL,
  `detail` json NULL,
  PRIMARY KEY (`id`)
);
CREATE INDEX `event_created_at_id` ON `events` (`created_at`, `id`);
CREATE INDEX `event_actor_id_id` ON `events` (`actor_id`, `id`);
CREATE INDEX `event_object_id_id` ON `events` (`object_id`, `id`);
CREATE INDEX `event_subject_id_id` ON `events` (`subject_id`, `id`);
CREATE INDEX `event_customer_id_id` ON `events` (`customer_id`, `id`);

CREATE TABLE `folders` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `name` text NOT NULL,
  `customer_id` text NOT NULL,
  `parent_id` text NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `folders_customers_folders` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `folders_folders_children` FOREIGN KEY (`parent_id`) REFERENCES `folders` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `folder_not_its_own_parent` CHECK (parent_id <> id)
);
CREATE UNIQUE INDEX `folder_parent_id_name` ON `folders` (`parent_id`, `name`);
CREATE UNIQUE INDEX `folder_one_root` ON `folders` (`customer_id`) WHERE parent_id IS NULL;

CREATE TABLE `grants` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `tenure` integer NOT NULL,
  `giver_tenure` integer NOT NULL,
  `level` text NOT NULL,
  `ceiling` text NOT NULL,
  `valid_from` datetime NOT NULL,
  `valid_until` datetime NOT NULL,
  `purpose` text NOT NULL,
  `fate` text NOT NULL,
  `hold_days` integer NULL,
  `use_limit` integer NULL,
  `uses` integer NOT NULL DEFAULT (0),
  `watermark` bool NOT NULL DEFAULT (false),
  `revoked_at` datetime NULL,
  `customer_id` text NOT NULL,
  `document_id` text NULL,
  `folder_id` text NULL,
  `revoked_by_id` text NULL,
  `user_id` text NOT NULL,
  `giver_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `grants_customers_grants` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `grants_documents_grants` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `grants_folders_grants` FOREIGN KEY (`folder_id`) REFERENCES `folders` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `grants_users_revoked_by` FOREIGN KEY (`revoked_by_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `grants_users_grants_received` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `grants_users_grants_given` FOREIGN KEY (`giver_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `grant_ceiling` CHECK (ceiling IN ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'SECRET')),
  CONSTRAINT `grant_ends_after_it_begins` CHECK (valid_from < valid_until),
  CONSTRAINT `grant_fate` CHECK (fate IN ('END', 'HAND_OVER', 'HOLD')),
  CONSTRAINT `grant_hold_has_days` CHECK ((fate = 'HOLD') = (hold_days IS NOT NULL) AND (hold_days IS NULL OR hold_days > 0)),
  CONSTRAINT `grant_level` CHECK (level IN ('VIEW', 'DOWNLOAD', 'EDIT')),
  CONSTRAINT `grant_not_to_oneself` CHECK (user_id <> giver_id),
  CONSTRAINT `grant_on_one_thing` CHECK ((document_id IS NULL) <> (folder_id IS NULL)),
  CONSTRAINT `grant_revoked_by_somebody` CHECK ((revoked_at IS NULL) = (revoked_by_id IS NULL)),
  CONSTRAINT `grant_uses_within_limit` CHECK (use_limit IS NULL OR (use_limit > 0 AND uses <= use_limit))
);
CREATE INDEX `grant_user_id_valid_until` ON `grants` (`user_id`, `valid_until`);
CREATE INDEX `grant_giver_id_valid_until` ON `grants` (`giver_id`, `valid_until`);
CREATE INDEX `grant_user_id_document_id` ON `grants` (`user_id`, `document_id`);
CREATE INDEX `grant_user_id_folder_id` ON `grants` (`user_id`, `folder_id`);
CREATE INDEX `grant_document_id` ON `grants` (`document_id`);
CREATE INDEX `grant_folder_id` ON `grants` (`folder_id`);
CREATE INDEX `grant_customer_id` ON `grants` (`customer_id`);

CREATE TABLE `memberships` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `role` text NOT NULL,
  `tenure` integer NOT NULL,
  `ended_at` datetime NULL,
  `customer_id` text NOT NULL,
  `assigned_by_id` text NOT NULL,
  `user_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `memberships_customers_memberships` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `memberships_users_assigned_by` FOREIGN KEY (`assigned_by_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `memberships_users_memberships` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `membership_role` CHECK (role IN ('CUSTODIAN', 'EDITOR', 'VIEWER'))
);
CREATE UNIQUE INDEX `membership_one_role` ON `memberships` (`user_id`, `customer_id`) WHERE ended_at IS NULL;
CREATE INDEX `membership_customer_id` ON `memberships` (`customer_id`);

CREATE TABLE `sessions` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `token_hash` blob NOT NULL,
  `epoch` integer NOT NULL,
  `provider_session` text NULL,
  `authenticated_at` datetime NOT NULL,
  `idle_until` datetime NOT NULL,
  `expires_at` datetime NOT NULL,
  `ended_at` datetime NULL,
  `user_agent` text NULL,
  `user_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `sessions_users_sessions` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `session_has_an_end` CHECK (idle_until <= expires_at AND created_at < expires_at),
  CONSTRAINT `session_token_is_sha256` CHECK (length(token_hash) = 32)
);
CREATE UNIQUE INDEX `session_token_hash` ON `sessions` (`token_hash`);
CREATE INDEX `session_user_id_ended_at` ON `sessions` (`user_id`, `ended_at`);
CREATE INDEX `session_provider_session` ON `sessions` (`provider_session`) WHERE provider_session IS NOT NULL;

CREATE TABLE `uploads` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `customer_id` text NOT NULL,
  `folder_id` text NOT NULL,
  `document_id` text NOT NULL,
  `version_id` text NOT NULL,
  `new_document` bool NOT NULL,
  `title` text NOT NULL,
  `classification` text NOT NULL,
  `media_type` text NOT NULL,
  `size` integer NOT NULL,
  `declared_sha256` blob NULL,
  `durable` integer NOT NULL DEFAULT (0),
  `hash_sealed` blob NULL,
  `object` text NOT NULL,
  `multipart` text NULL,
  `tail` text NULL,
  `part_size` integer NOT NULL,
  `wrapped_key` blob NOT NULL,
  `expires_at` datetime NOT NULL,
  `state` text NOT NULL DEFAULT ('OPEN'),
  `user_id` text NOT NULL,
  `customer_key_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `uploads_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `uploads_customer_keys_customer_key` FOREIGN KEY (`customer_key_id`) REFERENCES `customer_keys` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `upload_classification` CHECK (classification IN ('PUBLIC', 'INTERNAL', 'CONFIDENTIAL', 'SECRET')),
  CONSTRAINT `upload_not_past_its_size` CHECK (durable <= size),
  CONSTRAINT `upload_state` CHECK (state IN ('OPEN', 'FINISHED', 'ABANDONED', 'CLEARED'))
);
CREATE INDEX `upload_user_id_state` ON `uploads` (`user_id`, `state`);
CREATE INDEX `upload_state_expires_at` ON `uploads` (`state`, `expires_at`);

CREATE TABLE `upload_parts` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `number` integer NOT NULL,
  `size` integer NOT NULL,
  `etag` text NOT NULL,
  `upload_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `upload_parts_uploads_parts` FOREIGN KEY (`upload_id`) REFERENCES `uploads` (`id`) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX `uploadpart_upload_id_number` ON `upload_parts` (`upload_id`, `number`);

CREATE TABLE `users` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `issuer` text NOT NULL,
  `subject` text NOT NULL,
  `kind` text NOT NULL,
  `status` text NOT NULL DEFAULT ('ACTIVE'),
  `role` text NULL,
  `display_name` text NOT NULL,
  `email` text NULL,
  `epoch` integer NOT NULL DEFAULT (0),
  `tenure` integer NOT NULL DEFAULT (0),
  `valid_after` datetime NOT NULL,
  `last_seen_at` datetime NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `user_kind` CHECK (kind IN ('STAFF', 'PARTNER', 'SERVICE')),
  CONSTRAINT `user_role` CHECK (role IN ('ADMIN', 'AUDITOR')),
  CONSTRAINT `user_status` CHECK (status IN ('ACTIVE', 'SUSPENDED', 'DEPARTED'))
);
CREATE UNIQUE INDEX `user_issuer_subject` ON `users` (`issuer`, `subject`);
CREATE INDEX `user_display_name_id` ON `users` (`display_name`, `id`);

CREATE TABLE `versions` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `number` integer NOT NULL,
  `size` integer NOT NULL,
  `media_type` text NOT NULL,
  `sha256` blob NOT NULL,
  `object` text NOT NULL,
  `format` integer NOT NULL,
  `part_size` integer NOT NULL,
  `wrapped_key` blob NOT NULL,
  `document_id` text NOT NULL,
  `customer_key_id` text NOT NULL,
  `created_by_id` text NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `versions_documents_versions` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `versions_customer_keys_customer_key` FOREIGN KEY (`customer_key_id`) REFERENCES `customer_keys` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `versions_users_created_by` FOREIGN KEY (`created_by_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `version_hash_is_sha256` CHECK (length(sha256) = 32)
);
CREATE UNIQUE INDEX `version_document_id_number` ON `versions` (`document_id`, `number`);
CREATE UNIQUE INDEX `version_object` ON `versions` (`object`);

