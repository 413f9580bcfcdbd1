-- Who answers for Textract and Rekognition in an account and region.

-- +goose Up
CREATE TABLE prediction_source (
  id            TEXT COLLATE "C" PRIMARY KEY,
  account_id    TEXT COLLATE "C" NOT NULL,
  region        TEXT COLLATE "C" NOT NULL,          -- or * for all that have none of their own
  service       TEXT COLLATE "C" NOT NULL,          -- textract, rekognition
  kind          TEXT COLLATE "C" NOT NULL,
  address       TEXT COLLATE "C" NOT NULL,
  settings      TEXT COLLATE "C" NOT NULL,          -- JSON; empty for none
  sealed_secret BYTEA NOT NULL,
  created_at    BIGINT NOT NULL,
  UNIQUE (account_id, region, service)
);

-- +goose Down
DROP TABLE prediction_source;
