-- What people see and do about their own accounts.

-- +goose Up
ALTER TABLE session ADD COLUMN user_agent TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN address TEXT COLLATE "C" NOT NULL DEFAULT ''; -- the network address that signed in
ALTER TABLE session ADD COLUMN seen_at BIGINT NOT NULL DEFAULT 0; -- the last request, give or take some minutes

-- sign-in: lets in once, or lets somebody without a password choose one; password: lets choose one
ALTER TABLE sign_in_token ADD COLUMN purpose TEXT COLLATE "C" NOT NULL DEFAULT 'sign-in';

ALTER TABLE person ADD COLUMN removed_at BIGINT; -- name and e-mail address are gone then; what they answered stays

-- Failed sign-ins, which lock further attempts. Only hashes are kept: what was typed
-- as an e-mail address may be a password.
CREATE TABLE sign_in_failure (
  key_hash   BYTEA PRIMARY KEY,  -- of e-mail and network address
  email_hash BYTEA NOT NULL,
  failures   BIGINT NOT NULL,
  ends_at    BIGINT NOT NULL
);
CREATE INDEX sign_in_failure_expiry ON sign_in_failure (ends_at);
CREATE INDEX sign_in_failure_email ON sign_in_failure (email_hash);

-- +goose Down
DROP TABLE sign_in_failure;
ALTER TABLE person DROP COLUMN removed_at;
ALTER TABLE sign_in_token DROP COLUMN purpose;
ALTER TABLE session DROP COLUMN seen_at;
ALTER TABLE session DROP COLUMN address;
ALTER TABLE session DROP COLUMN user_agent;
