-- What people are in an account, beside workers. Administrators have no rows: they
-- run the server (person.administrator).

-- +goose Up
CREATE TABLE role (
  person_id  TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  name       TEXT COLLATE "C" NOT NULL,
  scope      TEXT COLLATE "C" NOT NULL,               -- the work team of a team lead, or empty
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, account_id, name, scope)
);

-- +goose Down
DROP TABLE role;
