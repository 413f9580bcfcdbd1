-- The record of who did what is looked through, the newest first: what one person
-- did, and what was refused, is found without reading all that programs did.

-- +goose Up
DROP INDEX audit_time;
CREATE INDEX audit_time ON audit (at, id);
CREATE INDEX audit_person ON audit (person_id, at, id) WHERE person_id <> '';
CREATE INDEX audit_refused ON audit (at, id) WHERE outcome <> 'Success';

-- +goose Down
DROP INDEX audit_refused;
DROP INDEX audit_person;
DROP INDEX audit_time;
CREATE INDEX audit_time ON audit (at);
