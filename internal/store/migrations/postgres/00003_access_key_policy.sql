-- What an access key may do. A policy of Foureyes goes by its name alone; one of
-- the operator's has its document here. Keys from before could do everything, and
-- still can.

-- +goose Up
CREATE TABLE access_key_policy (
  access_key_id TEXT COLLATE "C" NOT NULL REFERENCES access_key (id),
  name          TEXT COLLATE "C" NOT NULL,
  document      TEXT COLLATE "C" NOT NULL,          -- JSON text as it was given, or empty
  PRIMARY KEY (access_key_id, name)
);
INSERT INTO access_key_policy (access_key_id, name, document) SELECT id, 'FullAccess', '' FROM access_key;
CREATE INDEX access_key_list ON access_key (created_at, id);

-- +goose Down
DROP INDEX access_key_list;
DROP TABLE access_key_policy;
