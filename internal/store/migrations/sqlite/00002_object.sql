-- The index of the embedded S3 endpoint. The bytes lie in the objects folder, one
-- blob per object or part, under random names; a row here is what makes a blob
-- part of the store. Keys are bytes, compared as bytes, as S3 lists them.

-- +goose Up
CREATE TABLE bucket (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  account_id TEXT NOT NULL,
  region     TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  cors       TEXT NOT NULL              -- rules as S3's XML, or empty
) WITHOUT ROWID;
-- Names are unique per server, as they are unique per partition at Amazon.
CREATE UNIQUE INDEX bucket_name ON bucket (name);
CREATE INDEX bucket_list ON bucket (account_id, name);

CREATE TABLE object (
  bucket_id          TEXT NOT NULL REFERENCES bucket (id),
  key                BLOB NOT NULL,
  blob               TEXT NOT NULL,
  size               BIGINT NOT NULL,
  etag               TEXT NOT NULL,         -- without quotes
  attributes         TEXT NOT NULL,         -- JSON: content headers and user metadata
  checksum_algorithm TEXT NOT NULL,         -- empty when none was asked for
  checksum           TEXT NOT NULL,
  checksum_type      TEXT NOT NULL,
  part_sizes         TEXT NOT NULL,         -- JSON array; empty unless made of parts
  upload_id          TEXT NOT NULL,         -- the multipart upload that made it, or empty
  created_by         TEXT NOT NULL,
  modified_at        BIGINT NOT NULL,
  PRIMARY KEY (bucket_id, key)
) WITHOUT ROWID;
CREATE UNIQUE INDEX object_blob ON object (blob);

CREATE TABLE multipart_upload (
  id                 TEXT PRIMARY KEY,
  bucket_id          TEXT NOT NULL REFERENCES bucket (id),
  key                BLOB NOT NULL,
  attributes         TEXT NOT NULL,
  checksum_algorithm TEXT NOT NULL,
  checksum_type      TEXT NOT NULL,
  created_by         TEXT NOT NULL,
  created_at         BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX multipart_upload_list ON multipart_upload (bucket_id, key, id);

CREATE TABLE multipart_part (
  upload_id          TEXT NOT NULL REFERENCES multipart_upload (id),
  number             BIGINT NOT NULL,
  blob               TEXT NOT NULL,
  size               BIGINT NOT NULL,
  etag               TEXT NOT NULL,
  checksum_algorithm TEXT NOT NULL,
  checksum           TEXT NOT NULL,
  modified_at        BIGINT NOT NULL,
  PRIMARY KEY (upload_id, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX multipart_part_blob ON multipart_part (blob);

-- +goose Down
DROP TABLE multipart_part;
DROP TABLE multipart_upload;
DROP TABLE object;
DROP TABLE bucket;
