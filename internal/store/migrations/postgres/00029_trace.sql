-- Where human loops and jobs were traced, in the words of package trace; NULL where they were not.

-- +goose Up
ALTER TABLE human_loop ADD COLUMN trace TEXT COLLATE "C";
ALTER TABLE job ADD COLUMN trace TEXT COLLATE "C";

-- +goose Down
ALTER TABLE job DROP COLUMN trace;
ALTER TABLE human_loop DROP COLUMN trace;
