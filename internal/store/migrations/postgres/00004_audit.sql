-- Who did what. A row is saved with the change that it tells of; calls that were
-- refused have rows too. Rows are only added.

-- +goose Up
CREATE TABLE audit (
  id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            BIGINT NOT NULL,        -- when the call arrived
  request_id    TEXT COLLATE "C" NOT NULL,
  account_id    TEXT COLLATE "C" NOT NULL,          -- empty for people
  region        TEXT COLLATE "C" NOT NULL,
  principal     TEXT COLLATE "C" NOT NULL,          -- ARN of a program's owner, or empty
  access_key_id TEXT COLLATE "C" NOT NULL,
  person_id     TEXT COLLATE "C" NOT NULL,          -- who was signed in, or empty
  action        TEXT COLLATE "C" NOT NULL,          -- service:Operation
  resource      TEXT COLLATE "C" NOT NULL,          -- ARN, or a path of the JSON APIs
  outcome       TEXT COLLATE "C" NOT NULL,          -- Success, or the code of the fault
  source_ip     TEXT COLLATE "C" NOT NULL
);
CREATE INDEX audit_time ON audit (at);

-- +goose Down
DROP TABLE audit;
