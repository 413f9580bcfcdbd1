-- How many human loops of an account and region are not over, for the quota of
-- StartHumanLoop: counted by every transaction that begins or ends one, and so
-- always exact, without counting rows.
--
-- One row for all would be locked until each of those transactions has committed,
-- so that they stood in line. Each connection counts in a row of its own instead
-- (two may share one, and then wait for each other); the sum is what counts.

-- +goose Up
CREATE TABLE human_loop_tally (
  account_id TEXT COLLATE "C" NOT NULL,
  region     TEXT COLLATE "C" NOT NULL,
  share      BIGINT NOT NULL,
  loops      BIGINT NOT NULL,
  PRIMARY KEY (account_id, region, share)
) WITH (fillfactor = 25);
INSERT INTO human_loop_tally (account_id, region, share, loops)
  SELECT account_id, region, 0, COUNT(*) FROM human_loop WHERE ended_at IS NULL GROUP BY account_id, region;

-- +goose StatementBegin
CREATE FUNCTION human_loop_count(account TEXT, place TEXT, step BIGINT) RETURNS VOID LANGUAGE sql AS $$
  INSERT INTO human_loop_tally (account_id, region, share, loops) VALUES (account, place, pg_backend_pid() % 64, step)
    ON CONFLICT (account_id, region, share) DO UPDATE SET loops = human_loop_tally.loops + excluded.loops;
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION human_loop_counted() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    PERFORM human_loop_count(NEW.account_id, NEW.region, 1);
  ELSIF TG_OP = 'UPDATE' THEN
    PERFORM human_loop_count(NEW.account_id, NEW.region, CASE WHEN NEW.ended_at IS NULL THEN 1 ELSE -1 END);
  ELSE
    PERFORM human_loop_count(OLD.account_id, OLD.region, -1);
  END IF;
  RETURN NULL;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER human_loop_begun AFTER INSERT ON human_loop
  FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION human_loop_counted();
CREATE TRIGGER human_loop_ended AFTER UPDATE OF ended_at ON human_loop
  FOR EACH ROW WHEN ((OLD.ended_at IS NULL) <> (NEW.ended_at IS NULL)) EXECUTE FUNCTION human_loop_counted();
CREATE TRIGGER human_loop_removed AFTER DELETE ON human_loop
  FOR EACH ROW WHEN (OLD.ended_at IS NULL) EXECUTE FUNCTION human_loop_counted();

-- +goose Down
DROP TRIGGER human_loop_removed ON human_loop;
DROP TRIGGER human_loop_ended ON human_loop;
DROP TRIGGER human_loop_begun ON human_loop;
DROP FUNCTION human_loop_counted;
DROP FUNCTION human_loop_count;
DROP TABLE human_loop_tally;
