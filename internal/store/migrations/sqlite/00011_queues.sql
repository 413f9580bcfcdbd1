-- What a worker may take next is found without walking past what that worker has
-- answered already. The open tasks of a flow stand in two queues. A loop is in the
-- first one, in the order of creation, until one of its places becomes free again:
-- then it goes to the end of the second one, whose order is that of returned_at.
-- So what a worker has passed in a queue never comes back there, and a row of
-- queue_place says how far the worker has come.

-- +goose Up
ALTER TABLE human_loop ADD COLUMN returned_at BIGINT;
DROP INDEX human_loop_open;
CREATE INDEX human_loop_open ON human_loop (flow_id, created_at, id) WHERE open_slots > 0 AND returned_at IS NULL;
CREATE INDEX human_loop_returned ON human_loop (flow_id, returned_at, id) WHERE open_slots > 0 AND returned_at IS NOT NULL;

-- No open task of the flow that was created before created_at, or returned before
-- returned_at, may be taken by the person.
CREATE TABLE queue_place (
  person_id   TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  flow_id     TEXT NOT NULL REFERENCES flow_definition (id) ON DELETE CASCADE,
  created_at  BIGINT NOT NULL,
  returned_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, flow_id)
) WITHOUT ROWID;
CREATE INDEX queue_place_created ON queue_place (flow_id, created_at);
CREATE INDEX queue_place_returned ON queue_place (flow_id, returned_at);

-- +goose Down
DROP TABLE queue_place;
DROP INDEX human_loop_returned;
DROP INDEX human_loop_open;
ALTER TABLE human_loop DROP COLUMN returned_at;
CREATE INDEX human_loop_open ON human_loop (flow_id, created_at, id) WHERE open_slots > 0;
