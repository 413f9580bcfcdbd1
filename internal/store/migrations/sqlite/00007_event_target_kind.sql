-- Targets of other kinds than webhooks have addresses that are no URLs, and settings.

-- +goose Up
ALTER TABLE event_target RENAME COLUMN url TO address;
ALTER TABLE event_target ADD COLUMN settings TEXT NOT NULL DEFAULT ''; -- JSON; empty for none

-- +goose Down
ALTER TABLE event_target DROP COLUMN settings;
ALTER TABLE event_target RENAME COLUMN address TO url;
