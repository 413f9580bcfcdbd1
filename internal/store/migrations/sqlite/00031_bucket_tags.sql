-- The tags of a bucket as S3's XML, or empty.

-- +goose Up
ALTER TABLE bucket ADD COLUMN tags TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE bucket DROP COLUMN tags;
