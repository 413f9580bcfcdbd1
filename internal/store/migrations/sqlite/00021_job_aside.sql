-- Metrics count the jobs that were put aside, every few seconds. There are few, also
-- when very many wait.

-- +goose Up
CREATE INDEX job_aside ON job (dead_at) WHERE dead_at IS NOT NULL;

-- +goose Down
DROP INDEX job_aside;
