-- What was done to a flow definition and its human loops is found in the audit. Entries
-- from before this step name no flow definition.

-- +goose Up
ALTER TABLE audit ADD COLUMN flow_definition_arn TEXT NOT NULL DEFAULT ''; -- or empty
CREATE INDEX audit_flow ON audit (flow_definition_arn, at, id) WHERE flow_definition_arn <> '';

-- +goose Down
DROP INDEX audit_flow;
ALTER TABLE audit DROP COLUMN flow_definition_arn;
