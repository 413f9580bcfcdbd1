-- Where the output of a human loop lies that has ended at another service and was carried
-- here; NULL for all others, whose flow definition tells. Such a loop is over when its row
-- comes, so it is not counted, but its region is known by the tally too.

-- +goose Up
ALTER TABLE human_loop ADD COLUMN output_uri TEXT;
-- +goose StatementBegin
CREATE TRIGGER human_loop_carried AFTER INSERT ON human_loop WHEN NEW.ended_at IS NOT NULL BEGIN
  INSERT INTO human_loop_tally (account_id, region, loops) VALUES (NEW.account_id, NEW.region, 0) ON CONFLICT DO NOTHING;
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER human_loop_carried;
ALTER TABLE human_loop DROP COLUMN output_uri;
