-- Where events are sent to. What waits to be sent is in job, kind deliver-event.

-- +goose Up
CREATE TABLE event_target (
  id            TEXT COLLATE "C" PRIMARY KEY,
  name          TEXT COLLATE "C" NOT NULL UNIQUE,
  account_id    TEXT COLLATE "C" NOT NULL,          -- whose events
  region        TEXT COLLATE "C" NOT NULL,          -- or * for all
  kind          TEXT COLLATE "C" NOT NULL,
  url           TEXT COLLATE "C" NOT NULL,
  sealed_secret BYTEA NOT NULL,
  pattern       TEXT COLLATE "C" NOT NULL,          -- as EventBridge's; empty for all events
  created_at    BIGINT NOT NULL,
  disabled_at   BIGINT
);
CREATE INDEX event_target_of ON event_target (account_id, region) WHERE disabled_at IS NULL;

-- +goose Down
DROP TABLE event_target;
