-- Workforces with address ranges, which each request of a worker looks for.

-- +goose Up
CREATE INDEX workforce_restricted ON workforce (id) WHERE source_ip_config <> '[]' AND deleted_at IS NULL;

-- +goose Down
DROP INDEX workforce_restricted;
