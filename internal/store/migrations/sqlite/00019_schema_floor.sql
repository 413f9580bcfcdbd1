-- The step of these files that a version of Foureyes must know to use this database. A
-- step after which the version before it would go wrong raises this to its own number;
-- one that only adds leaves it, so that the version before goes on working.

-- +goose Up
CREATE TABLE schema_floor (
  step BIGINT NOT NULL
);
INSERT INTO schema_floor (step) VALUES (19);

-- +goose Down
DROP TABLE schema_floor;
