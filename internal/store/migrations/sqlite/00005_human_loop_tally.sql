-- How many human loops of an account and region are not over, for the quota of
-- StartHumanLoop: counted by every transaction that begins or ends one, and so
-- always exact, without counting rows.

-- +goose Up
CREATE TABLE human_loop_tally (
  account_id TEXT NOT NULL,
  region     TEXT NOT NULL,
  loops      BIGINT NOT NULL,
  PRIMARY KEY (account_id, region)
) WITHOUT ROWID;
INSERT INTO human_loop_tally (account_id, region, loops)
  SELECT account_id, region, COUNT(*) FROM human_loop WHERE ended_at IS NULL GROUP BY account_id, region;

-- +goose StatementBegin
CREATE TRIGGER human_loop_begun AFTER INSERT ON human_loop WHEN NEW.ended_at IS NULL BEGIN
  INSERT INTO human_loop_tally (account_id, region, loops) VALUES (NEW.account_id, NEW.region, 1)
    ON CONFLICT (account_id, region) DO UPDATE SET loops = loops + 1;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER human_loop_ended AFTER UPDATE OF ended_at ON human_loop
WHEN (OLD.ended_at IS NULL) <> (NEW.ended_at IS NULL) BEGIN
  UPDATE human_loop_tally SET loops = loops + (CASE WHEN NEW.ended_at IS NULL THEN 1 ELSE -1 END)
    WHERE account_id = NEW.account_id AND region = NEW.region;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER human_loop_removed AFTER DELETE ON human_loop WHEN OLD.ended_at IS NULL BEGIN
  UPDATE human_loop_tally SET loops = loops - 1 WHERE account_id = OLD.account_id AND region = OLD.region;
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER human_loop_removed;
DROP TRIGGER human_loop_ended;
DROP TRIGGER human_loop_begun;
DROP TABLE human_loop_tally;
