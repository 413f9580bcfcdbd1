-- Second factors: the codes that people's authenticator apps make (RFC 6238).

-- +goose Up
CREATE TABLE second_factor (
  person_id     TEXT COLLATE "C" PRIMARY KEY REFERENCES person (id),
  sealed_secret BYTEA NOT NULL, -- under the master key
  created_at    BIGINT NOT NULL,
  confirmed_at  BIGINT,         -- NULL until a first code proved that an app has the secret
  used_step     BIGINT NOT NULL -- that of the last code used; none before it counts
);

-- What lets in who has lost the app; each goes with its use.
CREATE TABLE recovery_code (
  person_id TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  code_hash BYTEA NOT NULL, -- SHA-256
  PRIMARY KEY (person_id, code_hash)
);

-- +goose Down
DROP TABLE recovery_code;
DROP TABLE second_factor;
