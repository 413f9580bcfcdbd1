package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/audit/chain"
)

// LastBatches gives the last batch of the audit log whose file was written, and the one
// that was planned after it; zero for none.
func (s *Store) LastBatches(ctx context.Context) (written, planned chain.Batch, err error) {
	return s.read(ctx).lastBatches("")
}

func (t *tx) lastBatches(lock string) (written, planned chain.Batch, err error) {
	type kept struct {
		chain.Batch
		written bool
	}
	all, err := many(t, func(row scanner) (k kept, err error) {
		var at sql.NullInt64
		err = row.Scan(&k.Number, &k.From, &k.To, &k.Count, &at, &k.SHA256, &k.Previous, &k.written)
		k.SealedAt = moment(at)
		return k, err
	}, `SELECT number, from_id, to_id, entries, sealed_at, sha256, previous, written FROM audit_batch b ORDER BY number`+lock)
	for _, k := range all {
		if k.written {
			written, planned = k.Batch, chain.Batch{} // a plan from before is of a server that was frozen
		} else {
			planned = k.Batch
		}
	}
	return written, planned, err
}

// ReadBatches is LastBatches of a database that servers may use meanwhile.
func ReadBatches(ctx context.Context, at Place) (written, planned chain.Batch, err error) {
	if at.missing() {
		return written, planned, fmt.Errorf("there is no database in %s", at.Folder)
	}
	db, err := Raw(at)
	if err != nil {
		return written, planned, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return (&tx{ctx: ctx, endless: ctx, prepare: func(ctx context.Context, query string) (statement, error) {
		return db.PrepareContext(ctx, query)
	}}).lastBatches("")
}

// PlanBatch saves a batch that will be written, unless the last one that was written is
// not the one before it.
func (s *Store) PlanBatch(ctx context.Context, b chain.Batch) error {
	return s.write(ctx, func(t *tx) error {
		written, planned, err := t.lastBatches(t.forUpdate("b"))
		if err != nil || planned.Number != 0 || written.Number != b.Number-1 {
			return err
		}
		_, err = t.exec(`
			INSERT INTO audit_batch (number, from_id, to_id, entries, sealed_at, sha256, previous, written)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (number) DO NOTHING`,
			b.Number, b.From, b.To, b.Count, millis(b.SealedAt), b.SHA256, b.Previous, false)
		return err
	})
}

// BatchWritten notes that the file of a planned batch is there. Those before it are not
// needed any more.
func (s *Store) BatchWritten(ctx context.Context, b chain.Batch) error {
	return s.write(ctx, func(t *tx) error {
		n, err := t.exec(`UPDATE audit_batch SET written = $2 WHERE number = $1`, b.Number, true)
		if err != nil || n == 0 { // another server is further already
			return err
		}
		_, err = t.exec(`DELETE FROM audit_batch WHERE number < $1`, b.Number)
		return err
	})
}

// AuditRange lists audit entries after one id and up to another, in their order, at most
// limit of them; without e-mail addresses.
func (s *Store) AuditRange(ctx context.Context, after, through int64, limit int) ([]audit.Kept, error) {
	return many(s.read(ctx), scanAudit, `
		SELECT id, at, request_id, account_id, region, principal, access_key_id, person_id, action, resource, flow_definition_arn,
		  outcome, source_ip, ''
		FROM audit WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3`, after, through, limit)
}

// writersOfAudit are the transactions that may add entries: whoever does so has had this
// lock since before it took an id, and keeps it to its end.
const writersOfAudit = `
	SELECT string_agg(virtualtransaction, ' ') FROM pg_locks
	WHERE locktype = 'relation' AND relation = 'audit'::regclass AND mode = 'RowExclusiveLock' AND granted
	  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`

// AuditMark says how far the audit goes, and who may still add entries with smaller ids.
// On SQLite nobody: changes stand in line.
func (s *Store) AuditMark(ctx context.Context) (m chain.Mark, err error) {
	t := s.read(ctx)
	if m.Last, err = one(t, value[int64], `SELECT COALESCE(MAX(id), 0) FROM audit`); err != nil || !s.postgres {
		return m, err
	}
	writers, err := one(t, value[sql.NullString], writersOfAudit)
	if writers.Valid {
		m.Writers = strings.Fields(writers.String)
	}
	return m, err
}

// AuditWaits counts the entries that are not in the audit log yet, up to mostCounted, and
// says for how long the oldest of them waits.
func (s *Store) AuditWaits(ctx context.Context, now time.Time) (QueueFigures, error) {
	t := s.read(ctx)
	t.endless = ctx // whoever asks gives up after a while
	return one(t, func(row scanner) (q QueueFigures, err error) {
		var oldest sql.NullInt64
		if err = row.Scan(&q.Due, &oldest); err == nil && oldest.Valid {
			q.Overdue = now.Sub(moment(oldest))
		}
		return q, err
	}, `
		SELECT COUNT(*), MIN(at) FROM (
		  SELECT at FROM audit WHERE id > (SELECT COALESCE(MAX(to_id), 0) FROM audit_batch WHERE written)
		  ORDER BY id LIMIT $1) AS waiting`, mostCounted)
}
