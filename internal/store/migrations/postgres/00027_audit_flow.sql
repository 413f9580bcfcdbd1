-- What was done to a flow definition and its human loops is found in the audit. Entries
-- from before this step name no flow definition.

-- +goose NO TRANSACTION
-- +goose Up
ALTER TABLE audit ADD COLUMN IF NOT EXISTS flow_definition_arn TEXT COLLATE "C" NOT NULL DEFAULT ''; -- or empty
DROP INDEX IF EXISTS audit_flow;
CREATE INDEX CONCURRENTLY audit_flow ON audit (flow_definition_arn, at, id) WHERE flow_definition_arn <> '';

-- +goose Down
DROP INDEX IF EXISTS audit_flow;
ALTER TABLE audit DROP COLUMN IF EXISTS flow_definition_arn;
