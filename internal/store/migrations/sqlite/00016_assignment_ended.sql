-- The console counts the answers of a day for each flow definition.

-- +goose Up
DROP INDEX assignment_flow;
CREATE INDEX assignment_flow ON assignment (flow_id, ended_at);

-- +goose Down
DROP INDEX assignment_flow;
CREATE INDEX assignment_flow ON assignment (flow_id);
