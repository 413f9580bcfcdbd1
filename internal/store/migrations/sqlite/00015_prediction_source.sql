-- Who answers for Textract and Rekognition in an account and region.

-- +goose Up
CREATE TABLE prediction_source (
  id            TEXT PRIMARY KEY,
  account_id    TEXT NOT NULL,
  region        TEXT NOT NULL,          -- or * for all that have none of their own
  service       TEXT NOT NULL,          -- textract, rekognition
  kind          TEXT NOT NULL,
  address       TEXT NOT NULL,
  settings      TEXT NOT NULL,          -- JSON; empty for none
  sealed_secret BLOB NOT NULL,
  created_at    BIGINT NOT NULL,
  UNIQUE (account_id, region, service)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE prediction_source;
