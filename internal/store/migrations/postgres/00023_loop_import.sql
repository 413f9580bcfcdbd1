-- Files from which many human loops are started, and their bytes for as long as an
-- import is under way: any server can go on with it, wherever objects are kept.

-- +goose Up
CREATE TABLE loop_import (
  id          TEXT COLLATE "C" PRIMARY KEY,
  account_id  TEXT COLLATE "C" NOT NULL,
  region      TEXT COLLATE "C" NOT NULL,
  flow_id     TEXT COLLATE "C" NOT NULL,            -- may be gone before the import is
  principal   TEXT COLLATE "C" NOT NULL,
  file_name   TEXT COLLATE "C" NOT NULL,
  size        BIGINT NOT NULL,
  received    BIGINT NOT NULL,
  fingerprint TEXT COLLATE "C" NOT NULL,            -- empty for an import that is always new
  layout      TEXT COLLATE "C" NOT NULL,            -- JSON
  status      TEXT COLLATE "C" NOT NULL,
  place_rows  BIGINT NOT NULL,          -- how far the pass is
  place_bytes BIGINT NOT NULL,
  row_count   BIGINT NOT NULL,
  bad         BIGINT NOT NULL,
  started     BIGINT NOT NULL,
  refused     BIGINT NOT NULL,
  unneeded    BIGINT NOT NULL,
  reason      TEXT COLLATE "C" NOT NULL,
  created_at  BIGINT NOT NULL,
  changed_at  BIGINT NOT NULL,
  ended_at    BIGINT
);
CREATE INDEX loop_import_list ON loop_import (flow_id, created_at, id);
CREATE INDEX loop_import_same ON loop_import (flow_id, fingerprint) WHERE fingerprint <> '';
CREATE INDEX loop_import_open ON loop_import (account_id, region) WHERE ended_at IS NULL;
CREATE INDEX loop_import_idle ON loop_import (changed_at) WHERE ended_at IS NULL;
CREATE INDEX loop_import_ended ON loop_import (ended_at) WHERE ended_at IS NOT NULL;

-- What is wrong with rows.
CREATE TABLE loop_import_problem (
  import_id TEXT COLLATE "C" NOT NULL REFERENCES loop_import (id),
  number    BIGINT NOT NULL,
  name      TEXT COLLATE "C" NOT NULL,
  message   TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (import_id, number)
);

CREATE TABLE loop_import_chunk (
  import_id TEXT COLLATE "C" NOT NULL REFERENCES loop_import (id),
  number    BIGINT NOT NULL,            -- from 0 on
  content   BYTEA NOT NULL,
  PRIMARY KEY (import_id, number)
);

-- Rows whose loops were started by the batch that is under way.
CREATE TABLE loop_import_mark (
  import_id TEXT COLLATE "C" NOT NULL REFERENCES loop_import (id),
  number    BIGINT NOT NULL,
  PRIMARY KEY (import_id, number)
);

-- The names that a file gives to loops, until its import is over.
CREATE TABLE loop_import_name (
  import_id TEXT COLLATE "C" NOT NULL REFERENCES loop_import (id),
  name      TEXT COLLATE "C" NOT NULL,
  number    BIGINT NOT NULL,
  PRIMARY KEY (import_id, name)
);

-- +goose Down
DROP TABLE loop_import_name;
DROP TABLE loop_import_mark;
DROP TABLE loop_import_chunk;
DROP TABLE loop_import_problem;
DROP TABLE loop_import;
