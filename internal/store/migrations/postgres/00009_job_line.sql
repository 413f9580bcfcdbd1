-- Jobs of one line do not overtake each other: place is their order. Those behind the
-- first have a due time that never comes (job_line.go).

-- +goose Up
ALTER TABLE job ADD COLUMN line TEXT COLLATE "C";
ALTER TABLE job ADD COLUMN place BIGINT;
CREATE INDEX job_line ON job (line, place) WHERE line IS NOT NULL;

-- +goose Down
DROP INDEX job_line;
ALTER TABLE job DROP COLUMN place;
ALTER TABLE job DROP COLUMN line;
