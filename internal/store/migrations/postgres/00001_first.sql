-- The first tables. Times are milliseconds since the epoch, UTC. Every row of a
-- resource has an immutable id of its own, so names (and ARNs) can be used again;
-- uniqueness of names covers only what is not deleted.
--
-- Text has the collation "C": compared and sorted by its bytes, as SQLite does, and
-- not by the language that the database was made for.

-- +goose Up
CREATE TABLE account (
  id         TEXT COLLATE "C" PRIMARY KEY,
  created_at BIGINT NOT NULL
);

CREATE TABLE access_key (
  id            TEXT COLLATE "C" PRIMARY KEY,
  account_id    TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  principal     TEXT COLLATE "C" NOT NULL,
  sealed_secret BYTEA NOT NULL,
  created_at    BIGINT NOT NULL,
  disabled_at   BIGINT
);
CREATE INDEX access_key_account ON access_key (account_id, created_at, id);

-- One directory of people per server.
CREATE TABLE person (
  id            TEXT COLLATE "C" PRIMARY KEY,
  email         TEXT COLLATE "C" NOT NULL UNIQUE,
  name          TEXT COLLATE "C" NOT NULL,
  password_hash TEXT COLLATE "C" NOT NULL,          -- argon2id PHC string; empty: signs in by link only
  worker_id     TEXT COLLATE "C" NOT NULL UNIQUE,
  administrator BOOLEAN NOT NULL,
  created_at    BIGINT NOT NULL,
  disabled_at   BIGINT
);
CREATE INDEX person_list ON person (created_at, id);

-- A person's place in a group, of which work teams consist. Region * means the
-- group of that name in every region of the account: so people are in the group
-- Everyone-in-private-workforce, whose team exists in a region only from its first
-- use on.
CREATE TABLE membership (
  person_id  TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  region     TEXT COLLATE "C" NOT NULL,
  group_name TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, account_id, region, group_name)
);
CREATE INDEX membership_group ON membership (account_id, group_name, region);

-- Cookies and bearer tokens; only the SHA-256 of a token is kept.
CREATE TABLE session (
  token_hash BYTEA PRIMARY KEY,
  person_id  TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX session_expiry ON session (expires_at);
CREATE INDEX session_person ON session (person_id);

-- One-time sign-in links; the row goes when the link is used.
CREATE TABLE sign_in_token (
  token_hash BYTEA PRIMARY KEY,
  person_id  TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_token_expiry ON sign_in_token (expires_at);
CREATE INDEX sign_in_token_person ON sign_in_token (person_id);

-- A workforce has either a Cognito pool, which is the built-in directory under a
-- name that programs know, or an OIDC provider. JSON columns hold what was given.
CREATE TABLE workforce (
  id               TEXT COLLATE "C" PRIMARY KEY,
  account_id       TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  region           TEXT COLLATE "C" NOT NULL,
  name             TEXT COLLATE "C" NOT NULL,
  cognito_config   TEXT COLLATE "C" NOT NULL,          -- JSON object, or empty
  oidc_config      TEXT COLLATE "C" NOT NULL,          -- JSON object without the secret, or empty
  sealed_secret    BYTEA,                   -- of the OIDC client
  source_ip_config TEXT COLLATE "C" NOT NULL,          -- JSON array of CIDRs
  vpc_config       TEXT COLLATE "C" NOT NULL,          -- JSON object, or empty
  ip_address_type  TEXT COLLATE "C" NOT NULL,
  created_by       TEXT COLLATE "C" NOT NULL,
  created_at       BIGINT NOT NULL,
  updated_at       BIGINT NOT NULL,
  deleted_at       BIGINT
);
-- One workforce per account and region.
CREATE UNIQUE INDEX workforce_only ON workforce (account_id, region) WHERE deleted_at IS NULL;

CREATE TABLE workteam (
  id                   TEXT COLLATE "C" PRIMARY KEY,
  account_id           TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  region               TEXT COLLATE "C" NOT NULL,
  workforce_id         TEXT COLLATE "C" NOT NULL REFERENCES workforce (id),
  name                 TEXT COLLATE "C" NOT NULL,
  description          TEXT COLLATE "C" NOT NULL,
  members              TEXT COLLATE "C" NOT NULL,      -- JSON array of member definitions
  notification_topic   TEXT COLLATE "C" NOT NULL,      -- ARN, or empty
  worker_access        TEXT COLLATE "C" NOT NULL,      -- JSON object, or empty
  created_by           TEXT COLLATE "C" NOT NULL,
  created_at           BIGINT NOT NULL,
  updated_at           BIGINT NOT NULL,
  deleted_at           BIGINT
);
CREATE UNIQUE INDEX workteam_name ON workteam (account_id, region, name) WHERE deleted_at IS NULL;
CREATE INDEX workteam_workforce ON workteam (workforce_id) WHERE deleted_at IS NULL;

-- The groups of people that a work team consists of, from its member definitions.
CREATE TABLE workteam_group (
  workteam_id TEXT COLLATE "C" NOT NULL REFERENCES workteam (id),
  name        TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workteam_id, name)
);
CREATE INDEX workteam_group_name ON workteam_group (name);

CREATE TABLE human_task_ui (
  id         TEXT COLLATE "C" PRIMARY KEY,
  account_id TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  region     TEXT COLLATE "C" NOT NULL,
  name       TEXT COLLATE "C" NOT NULL,
  content    TEXT COLLATE "C" NOT NULL,
  sha256     TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  deleted_at BIGINT
);
CREATE UNIQUE INDEX human_task_ui_name ON human_task_ui (account_id, region, name) WHERE deleted_at IS NULL;
CREATE INDEX human_task_ui_list ON human_task_ui (account_id, region, created_at, id) WHERE deleted_at IS NULL;

CREATE TABLE flow_definition (
  id                   TEXT COLLATE "C" PRIMARY KEY,
  account_id           TEXT COLLATE "C" NOT NULL REFERENCES account (id),
  region               TEXT COLLATE "C" NOT NULL,
  name                 TEXT COLLATE "C" NOT NULL,
  status               TEXT COLLATE "C" NOT NULL,
  role_arn             TEXT COLLATE "C" NOT NULL,
  request_source       TEXT COLLATE "C" NOT NULL,
  conditions           TEXT COLLATE "C" NOT NULL,
  workteam_id          TEXT COLLATE "C" NOT NULL REFERENCES workteam (id),
  workteam_arn         TEXT COLLATE "C" NOT NULL,
  human_task_ui_id     TEXT COLLATE "C" NOT NULL REFERENCES human_task_ui (id),
  human_task_ui_arn    TEXT COLLATE "C" NOT NULL,
  task_title           TEXT COLLATE "C" NOT NULL,
  task_description     TEXT COLLATE "C" NOT NULL,
  task_count           BIGINT NOT NULL,
  availability_seconds BIGINT,          -- as given; absent means the default
  time_limit_seconds   BIGINT NOT NULL,
  task_keywords        TEXT COLLATE "C" NOT NULL,   -- JSON array
  task_price           TEXT COLLATE "C" NOT NULL,   -- JSON object as given, or empty
  output_path          TEXT COLLATE "C" NOT NULL,
  kms_key_id           TEXT COLLATE "C" NOT NULL,
  created_by           TEXT COLLATE "C" NOT NULL,
  created_at           BIGINT NOT NULL,
  deleted_at           BIGINT
);
CREATE UNIQUE INDEX flow_definition_name ON flow_definition (account_id, region, name) WHERE deleted_at IS NULL;
CREATE INDEX flow_definition_list ON flow_definition (account_id, region, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX flow_definition_team ON flow_definition (workteam_id, created_at, id) WHERE deleted_at IS NULL;

CREATE TABLE tag (
  resource_id TEXT COLLATE "C" NOT NULL,
  key         TEXT COLLATE "C" NOT NULL,
  value       TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (resource_id, key)
);

-- A loop. open_slots is how many more workers may take it now; due_at is when its
-- availability ends, absent once nothing is left to happen by time.
CREATE TABLE human_loop (
  id             TEXT COLLATE "C" PRIMARY KEY,
  account_id     TEXT COLLATE "C" NOT NULL,
  region         TEXT COLLATE "C" NOT NULL,
  name           TEXT COLLATE "C" NOT NULL,
  flow_id        TEXT COLLATE "C" NOT NULL REFERENCES flow_definition (id),
  status         TEXT COLLATE "C" NOT NULL,
  failure_code   TEXT COLLATE "C" NOT NULL,
  failure_reason TEXT COLLATE "C" NOT NULL,
  task_count     BIGINT NOT NULL,
  holders        BIGINT NOT NULL,
  answers        BIGINT NOT NULL,
  open_slots     BIGINT NOT NULL,
  input_sha256   BYTEA NOT NULL,
  classifiers    TEXT COLLATE "C" NOT NULL,         -- JSON array
  created_by     TEXT COLLATE "C" NOT NULL,
  created_at     BIGINT NOT NULL,
  due_at         BIGINT,
  ended_at       BIGINT,
  deleted_at     BIGINT
);
CREATE UNIQUE INDEX human_loop_name ON human_loop (account_id, region, name) WHERE deleted_at IS NULL;
CREATE INDEX human_loop_list ON human_loop (flow_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX human_loop_open ON human_loop (flow_id, created_at, id) WHERE open_slots > 0;
CREATE INDEX human_loop_due ON human_loop (due_at) WHERE due_at IS NOT NULL;
-- What a flow definition that is being deleted still waits for.
CREATE INDEX human_loop_active ON human_loop (flow_id, id) WHERE ended_at IS NULL;

-- Inputs are large and read once or twice, so they stand apart from the lists.
CREATE TABLE human_loop_input (
  loop_id TEXT COLLATE "C" PRIMARY KEY REFERENCES human_loop (id),
  content TEXT COLLATE "C" NOT NULL
);

-- One worker holding, or having held, one task. due_at is present while it is held.
CREATE TABLE assignment (
  id            TEXT COLLATE "C" PRIMARY KEY,
  loop_id       TEXT COLLATE "C" NOT NULL REFERENCES human_loop (id),
  flow_id       TEXT COLLATE "C" NOT NULL REFERENCES flow_definition (id),
  person_id     TEXT COLLATE "C" NOT NULL REFERENCES person (id),
  status        TEXT COLLATE "C" NOT NULL,
  reason        TEXT COLLATE "C" NOT NULL,
  accepted_at   BIGINT NOT NULL,
  expires_at    BIGINT NOT NULL,
  paused_at     BIGINT,
  paused_ms     BIGINT NOT NULL,
  ended_at      BIGINT,
  time_spent_ms BIGINT NOT NULL,
  due_at        BIGINT
);
CREATE INDEX assignment_loop ON assignment (loop_id, person_id);
CREATE INDEX assignment_held ON assignment (person_id, accepted_at, id) WHERE due_at IS NOT NULL;
CREATE INDEX assignment_due ON assignment (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE assignment_draft (
  assignment_id TEXT COLLATE "C" PRIMARY KEY REFERENCES assignment (id),
  content       TEXT COLLATE "C" NOT NULL,
  saved_at      BIGINT NOT NULL
);

CREATE TABLE assignment_answer (
  assignment_id TEXT COLLATE "C" PRIMARY KEY REFERENCES assignment (id),
  content       TEXT COLLATE "C" NOT NULL
);

CREATE TABLE job (
  id         TEXT COLLATE "C" PRIMARY KEY,
  kind       TEXT COLLATE "C" NOT NULL,
  payload    TEXT COLLATE "C" NOT NULL,
  due_at     BIGINT NOT NULL,           -- when it may run next; moved on while it is claimed
  attempts   BIGINT NOT NULL,
  last_error TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  dead_at    BIGINT
) WITH (autovacuum_vacuum_scale_factor = 0.02);  -- rows come and go all the time
CREATE INDEX job_due ON job (due_at) WHERE dead_at IS NULL;

-- +goose Down
DROP TABLE job;
DROP TABLE assignment_answer;
DROP TABLE assignment_draft;
DROP TABLE assignment;
DROP TABLE human_loop_input;
DROP TABLE human_loop;
DROP TABLE tag;
DROP TABLE flow_definition;
DROP TABLE human_task_ui;
DROP TABLE workteam_group;
DROP TABLE workteam;
DROP TABLE workforce;
DROP TABLE sign_in_token;
DROP TABLE session;
DROP TABLE membership;
DROP TABLE person;
DROP TABLE access_key;
DROP TABLE account;
