-- Second factors: the codes that people's authenticator apps make (RFC 6238).

-- +goose Up
CREATE TABLE second_factor (
  person_id     TEXT PRIMARY KEY REFERENCES person (id),
  sealed_secret BLOB NOT NULL, -- under the master key
  created_at    BIGINT NOT NULL,
  confirmed_at  BIGINT,         -- NULL until a first code proved that an app has the secret
  used_step     BIGINT NOT NULL -- that of the last code used; none before it counts
) WITHOUT ROWID;

-- What lets in who has lost the app; each goes with its use.
CREATE TABLE recovery_code (
  person_id TEXT NOT NULL REFERENCES person (id),
  code_hash BLOB NOT NULL, -- SHA-256
  PRIMARY KEY (person_id, code_hash)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE recovery_code;
DROP TABLE second_factor;
