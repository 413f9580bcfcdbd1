-- How far the audit log outside of the database is: its last batch, and the one that
-- is being written.

-- +goose Up
CREATE TABLE audit_batch (
  number    BIGINT PRIMARY KEY,
  from_id   BIGINT NOT NULL,         -- of audit; the first and the last row
  to_id     BIGINT NOT NULL,
  entries   BIGINT NOT NULL,
  sealed_at BIGINT NOT NULL,
  sha256    TEXT NOT NULL,           -- of the lines, in hex
  previous  TEXT NOT NULL,           -- hash of the batch before, in hex; empty for the first
  written   BOOLEAN NOT NULL         -- its file is there
);

-- +goose Down
DROP TABLE audit_batch;
