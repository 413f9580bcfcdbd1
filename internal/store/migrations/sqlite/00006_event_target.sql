-- Where events are sent to. What waits to be sent is in job, kind deliver-event.

-- +goose Up
CREATE TABLE event_target (
  id            TEXT PRIMARY KEY,
  name          TEXT NOT NULL UNIQUE,
  account_id    TEXT NOT NULL,          -- whose events
  region        TEXT NOT NULL,          -- or * for all
  kind          TEXT NOT NULL,
  url           TEXT NOT NULL,
  sealed_secret BLOB NOT NULL,
  pattern       TEXT NOT NULL,          -- as EventBridge's; empty for all events
  created_at    BIGINT NOT NULL,
  disabled_at   BIGINT
) WITHOUT ROWID;
CREATE INDEX event_target_of ON event_target (account_id, region) WHERE disabled_at IS NULL;

-- +goose Down
DROP TABLE event_target;
