-- What people are in an account, beside workers. Administrators have no rows: they
-- run the server (person.administrator).

-- +goose Up
CREATE TABLE role (
  person_id  TEXT NOT NULL REFERENCES person (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  name       TEXT NOT NULL,
  scope      TEXT NOT NULL,               -- the work team of a team lead, or empty
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, account_id, name, scope)
) WITHOUT ROWID;

-- +goose Down
DROP TABLE role;
