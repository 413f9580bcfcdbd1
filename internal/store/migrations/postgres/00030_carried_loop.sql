-- Where the output of a human loop lies that has ended at another service and was carried
-- here; NULL for all others, whose flow definition tells. Such a loop is over when its row
-- comes, so it is not counted, but its region is known by the tally too.

-- +goose Up
ALTER TABLE human_loop ADD COLUMN output_uri TEXT COLLATE "C";
-- +goose StatementBegin
CREATE FUNCTION human_loop_known() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO human_loop_tally (account_id, region, share, loops) VALUES (NEW.account_id, NEW.region, 0, 0) ON CONFLICT DO NOTHING;
  RETURN NULL;
END;
$$;
-- +goose StatementEnd
CREATE TRIGGER human_loop_carried AFTER INSERT ON human_loop
  FOR EACH ROW WHEN (NEW.ended_at IS NOT NULL) EXECUTE FUNCTION human_loop_known();

-- +goose Down
DROP TRIGGER human_loop_carried ON human_loop;
DROP FUNCTION human_loop_known;
ALTER TABLE human_loop DROP COLUMN output_uri;
