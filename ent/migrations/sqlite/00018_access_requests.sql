-- +goose Up

-- Who sees a document may ask for access to it; as many must agree as its classification demands.
CREATE TABLE `access_requests` (
  `id` text NOT NULL,
  `created_at` datetime NOT NULL,
  `tenure` integer NOT NULL,
  `level` text NOT NULL,
  `seconds` integer NOT NULL,
  `purpose` text NOT NULL,
  `lapses_at` datetime NOT NULL,
  `outcome` text NULL,
  `closed_at` datetime NULL,
  `note` text NULL,
  `customer_id` text NOT NULL,
  `document_id` text NOT NULL,
  `user_id` text NOT NULL,
  `closed_by_id` text NULL,
  `grant_id` text NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `access_requests_customers_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `access_requests_documents_document` FOREIGN KEY (`document_id`) REFERENCES `documents` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `access_requests_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `access_requests_users_closed_by` FOREIGN KEY (`closed_by_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `access_requests_grants_grant` FOREIGN KEY (`grant_id`) REFERENCES `grants` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `access_request_level` CHECK (level IN ('VIEW', 'DOWNLOAD', 'EDIT')),
  CONSTRAINT `access_request_outcome` CHECK (outcome IS NULL OR outcome IN ('GRANTED', 'REFUSED', 'WITHDRAWN')),
  CONSTRAINT `access_request_lasts` CHECK (seconds > 0),
  CONSTRAINT `access_request_lapses` CHECK (created_at < lapses_at),
  CONSTRAINT `access_request_closed_by_somebody` CHECK ((outcome IS NULL) = (closed_at IS NULL) AND (outcome IS NULL) = (closed_by_id IS NULL)),
  CONSTRAINT `access_request_granted_has_a_grant` CHECK ((COALESCE(outcome, '') = 'GRANTED') = (grant_id IS NOT NULL))
);
CREATE INDEX `accessrequest_user_id_created_at` ON `access_requests` (`user_id`, `created_at`);
CREATE INDEX `accessrequest_customer_id_created_at` ON `access_requests` (`customer_id`, `created_at`);
CREATE INDEX `accessrequest_document_id` ON `access_requests` (`document_id`);

CREATE TABLE `access_approvals` (
  `id` integer NOT NULL PRIMARY KEY AUTOINCREMENT,
  `tenure` integer NOT NULL,
  `created_at` datetime NOT NULL,
  `request_id` text NOT NULL,
  `user_id` text NOT NULL,
  CONSTRAINT `access_approvals_access_requests_request` FOREIGN KEY (`request_id`) REFERENCES `access_requests` (`id`) ON DELETE RESTRICT,
  CONSTRAINT `access_approvals_users_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX `accessapproval_request_id_user_id_tenure` ON `access_approvals` (`request_id`, `user_id`, `tenure`);
