-- Roles of PostgreSQL that read the native views, and whose rows they see (view.go).
-- On SQLite there are none.

-- +goose Up
CREATE TABLE sql_role (
  role       TEXT COLLATE "C" PRIMARY KEY,
  account_id TEXT COLLATE "C" NOT NULL
);

-- +goose Down
DROP TABLE sql_role;
