-- The index of the embedded S3 endpoint. The bytes lie in the objects folder, one
-- blob per object or part, under random names; a row here is what makes a blob
-- part of the store. Keys are bytes, compared as bytes, as S3 lists them.

-- +goose Up
CREATE TABLE bucket (
  id         TEXT COLLATE "C" PRIMARY KEY,
  name       TEXT COLLATE "C" NOT NULL,
  account_id TEXT COLLATE "C" NOT NULL,
  region     TEXT COLLATE "C" NOT NULL,
  created_by TEXT COLLATE "C" NOT NULL,
  created_at BIGINT NOT NULL,
  cors       TEXT COLLATE "C" NOT NULL              -- rules as S3's XML, or empty
);
-- Names are unique per server, as they are unique per partition at Amazon.
CREATE UNIQUE INDEX bucket_name ON bucket (name);
CREATE INDEX bucket_list ON bucket (account_id, name);

CREATE TABLE object (
  bucket_id          TEXT COLLATE "C" NOT NULL REFERENCES bucket (id),
  key                BYTEA NOT NULL,
  blob               TEXT COLLATE "C" NOT NULL,
  size               BIGINT NOT NULL,
  etag               TEXT COLLATE "C" NOT NULL,         -- without quotes
  attributes         TEXT COLLATE "C" NOT NULL,         -- JSON: content headers and user metadata
  checksum_algorithm TEXT COLLATE "C" NOT NULL,         -- empty when none was asked for
  checksum           TEXT COLLATE "C" NOT NULL,
  checksum_type      TEXT COLLATE "C" NOT NULL,
  part_sizes         TEXT COLLATE "C" NOT NULL,         -- JSON array; empty unless made of parts
  upload_id          TEXT COLLATE "C" NOT NULL,         -- the multipart upload that made it, or empty
  created_by         TEXT COLLATE "C" NOT NULL,
  modified_at        BIGINT NOT NULL,
  PRIMARY KEY (bucket_id, key)
);
CREATE UNIQUE INDEX object_blob ON object (blob);

CREATE TABLE multipart_upload (
  id                 TEXT COLLATE "C" PRIMARY KEY,
  bucket_id          TEXT COLLATE "C" NOT NULL REFERENCES bucket (id),
  key                BYTEA NOT NULL,
  attributes         TEXT COLLATE "C" NOT NULL,
  checksum_algorithm TEXT COLLATE "C" NOT NULL,
  checksum_type      TEXT COLLATE "C" NOT NULL,
  created_by         TEXT COLLATE "C" NOT NULL,
  created_at         BIGINT NOT NULL
);
CREATE INDEX multipart_upload_list ON multipart_upload (bucket_id, key, id);

CREATE TABLE multipart_part (
  upload_id          TEXT COLLATE "C" NOT NULL REFERENCES multipart_upload (id),
  number             BIGINT NOT NULL,
  blob               TEXT COLLATE "C" NOT NULL,
  size               BIGINT NOT NULL,
  etag               TEXT COLLATE "C" NOT NULL,
  checksum_algorithm TEXT COLLATE "C" NOT NULL,
  checksum           TEXT COLLATE "C" NOT NULL,
  modified_at        BIGINT NOT NULL,
  PRIMARY KEY (upload_id, number)
);
CREATE UNIQUE INDEX multipart_part_blob ON multipart_part (blob);

-- +goose Down
DROP TABLE multipart_part;
DROP TABLE multipart_upload;
DROP TABLE object;
DROP TABLE bucket;
