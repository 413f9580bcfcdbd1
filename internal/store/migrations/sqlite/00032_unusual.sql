-- What is rare among very many is found without reading these: loops that failed or were
-- stopped, and entries of the audit about anything but the actions of which every loop
-- leaves some (commonActions in audit_list.go). Neither index grows with loops that end
-- as they should.

-- +goose Up
CREATE INDEX human_loop_unusual ON human_loop (flow_id, created_at, id)
  WHERE status IN ('Failed', 'Stopped') AND deleted_at IS NULL;
CREATE INDEX audit_action ON audit (action, at, id)
  WHERE action NOT IN ('sagemaker:StartHumanLoop', 'foureyes:Next', 'foureyes:NextOfJob', 'foureyes:Submit');

-- +goose Down
DROP INDEX audit_action;
DROP INDEX human_loop_unusual;
