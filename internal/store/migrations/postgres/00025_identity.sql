-- People who sign in at the OpenID Connect provider of their workforce.

-- +goose Up
CREATE TABLE identity (
  person_id    TEXT COLLATE "C" PRIMARY KEY REFERENCES person (id),
  workforce_id TEXT COLLATE "C" NOT NULL REFERENCES workforce (id),
  issuer       TEXT COLLATE "C" NOT NULL,
  subject      TEXT COLLATE "C" NOT NULL,
  created_at   BIGINT NOT NULL,
  UNIQUE (workforce_id, issuer, subject)
);

-- Attempts to sign in there that were used up, by the hash of their state.
CREATE TABLE spent_state (
  state_hash BYTEA PRIMARY KEY,
  ends_at    BIGINT NOT NULL
);
CREATE INDEX spent_state_end ON spent_state (ends_at);
CREATE INDEX workforce_provided ON workforce (id) WHERE oidc_config <> '' AND deleted_at IS NULL;

-- +goose Down
DROP INDEX workforce_provided;
DROP TABLE spent_state;
DROP TABLE identity;
