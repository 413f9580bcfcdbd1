-- What SQL clients' passwords are checked with (SCRAM-SHA-256).

-- +goose Up
ALTER TABLE access_key ADD COLUMN sealed_verifier BLOB; -- under the master key; NULL: derived from the secret when it is asked for

-- A person's one token for SQL, and the account that it reads.
CREATE TABLE sql_token (
  person_id      TEXT PRIMARY KEY REFERENCES person (id),
  account_id     TEXT NOT NULL,
  scram_verifier TEXT NOT NULL,
  created_at     BIGINT NOT NULL
) WITHOUT ROWID;

-- +goose Down
DROP TABLE sql_token;
ALTER TABLE access_key DROP COLUMN sealed_verifier;
