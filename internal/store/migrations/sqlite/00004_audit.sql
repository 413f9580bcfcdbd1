-- Who did what. A row is saved with the change that it tells of; calls that were
-- refused have rows too. Rows are only added, so their order is that of the calls.

-- +goose Up
CREATE TABLE audit (
  id            INTEGER PRIMARY KEY,
  at            BIGINT NOT NULL,        -- when the call arrived
  request_id    TEXT NOT NULL,
  account_id    TEXT NOT NULL,          -- empty for people
  region        TEXT NOT NULL,
  principal     TEXT NOT NULL,          -- ARN of a program's owner, or empty
  access_key_id TEXT NOT NULL,
  person_id     TEXT NOT NULL,          -- who was signed in, or empty
  action        TEXT NOT NULL,          -- service:Operation
  resource      TEXT NOT NULL,          -- ARN, or a path of the JSON APIs
  outcome       TEXT NOT NULL,          -- Success, or the code of the fault
  source_ip     TEXT NOT NULL
);
CREATE INDEX audit_time ON audit (at);

-- +goose Down
DROP TABLE audit;
