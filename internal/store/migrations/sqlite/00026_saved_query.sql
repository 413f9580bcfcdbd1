-- SQL queries that people and programs keep by a name.

-- +goose Up
CREATE TABLE saved_query (
  id         TEXT PRIMARY KEY,
  account_id TEXT NOT NULL,
  owner      TEXT NOT NULL,   -- a principal's ARN
  name       TEXT NOT NULL,
  query      TEXT NOT NULL,
  shared     BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  changed_by TEXT NOT NULL,
  UNIQUE (account_id, owner, name)
);
CREATE INDEX saved_query_list ON saved_query (account_id, created_at, id);

-- +goose Down
DROP TABLE saved_query;
