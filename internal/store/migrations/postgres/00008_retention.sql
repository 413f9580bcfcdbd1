-- What is over leaves some time after its end, in the order of the ends. The first
-- index finds it, and also what a flow definition that is being deleted still waits
-- for (ended_at IS NULL), so it takes the place of human_loop_active. Both let the
-- row of a flow definition be removed without reading all loops and assignments to
-- see that none refers to it.

-- +goose Up
CREATE INDEX human_loop_ended ON human_loop (flow_id, ended_at, id);
DROP INDEX human_loop_active;
CREATE INDEX assignment_flow ON assignment (flow_id);

-- +goose Down
DROP INDEX assignment_flow;
CREATE INDEX human_loop_active ON human_loop (flow_id, id) WHERE ended_at IS NULL;
DROP INDEX human_loop_ended;
