-- Workers look back at their own answers, and may correct them where the flow
-- definition allows it. What a correction has replaced is kept.

-- +goose Up
CREATE INDEX assignment_answered ON assignment (person_id, ended_at, id) WHERE status = 'Submitted';
CREATE TABLE assignment_correction (
  assignment_id TEXT NOT NULL REFERENCES assignment (id),
  number        BIGINT NOT NULL,         -- from 1 on
  corrected_at  BIGINT NOT NULL,
  content       TEXT NOT NULL,           -- the answer before
  PRIMARY KEY (assignment_id, number)
);

-- +goose Down
DROP TABLE assignment_correction;
DROP INDEX assignment_answered;
