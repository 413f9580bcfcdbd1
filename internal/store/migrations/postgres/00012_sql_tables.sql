-- What SQL queries need. human_loop_time finds an account's loops by the time, and counts
-- them by status without reading the loops; human_loop_gone finds the names of deleted
-- loops, of which human_loop_name has none. output_uri is output_path in one form,
-- s3://bucket/prefix; it is filled at the next start (output_uri.go).

-- +goose Up
CREATE INDEX human_loop_time ON human_loop (account_id, created_at, status);
CREATE INDEX human_loop_gone ON human_loop (account_id, region, name) WHERE deleted_at IS NOT NULL;
ALTER TABLE flow_definition ADD COLUMN output_uri TEXT COLLATE "C" NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE flow_definition DROP COLUMN output_uri;
DROP INDEX human_loop_gone;
DROP INDEX human_loop_time;
