package bench_test

import (
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"
)

// principal is who starts loops.
const principal = "arn:aws:iam::" + account + ":user/admin"

// raw is the limit that a server is held against: the rows of what it does, written
// through the same driver with the same durability, but without requests, rules,
// savepoints and the work that follows.
type raw struct {
	into     rawWriter
	flowID   string
	personID string
	bucketID string
	input    string
	inputSum [sha256.Size]byte
	audits   bool // whether a start leaves a row of audit too
}

// rawWriter makes statements durable, all or none, before it returns.
type rawWriter interface {
	write(step []statement) error
}

type statement struct {
	query string
	args  []any
}

// newRaw writes into a copy of a database in which one loop was started.
func newRaw(b *testing.B, c rawCopy, input string) *raw {
	b.Helper()
	w := &raw{into: c.into, input: input, inputSum: sha256.Sum256([]byte(input))}
	for query, value := range map[string]any{
		`SELECT id FROM flow_definition`:                                                &w.flowID,
		`SELECT MIN(id) FROM person`:                                                    &w.personID,
		`SELECT COALESCE(MIN(id), '') FROM bucket`:                                      &w.bucketID,
		`SELECT EXISTS (SELECT 1 FROM audit WHERE action = 'sagemaker:StartHumanLoop')`: &w.audits,
	} {
		if err := c.db.QueryRowContext(b.Context(), query).Scan(value); err != nil {
			b.Fatalf("%s: %v", query, err)
		}
	}
	return w
}

// start returns once the rows of one started loop are durable.
func (w *raw) start() error { return w.into.write(w.startRows(newID(), newName())) }

// life writes what a loop leaves from its start to Completed, in as many durable
// steps, one after the other: the start, a worker's taking it, the answer, and the
// end once the output is written. The output's file is not among it.
func (w *raw) life() error {
	id, name, assignment := newID(), newName(), newID()
	for _, step := range [][]statement{
		w.startRows(id, name), w.takeRows(id, assignment), w.answerRows(id, assignment), w.endRows(id, name),
	} {
		if err := w.into.write(step); err != nil {
			return err
		}
	}
	return nil
}

func (w *raw) startRows(id, name string) []statement {
	now := time.Now().UnixMilli()
	rows := []statement{
		{
			`INSERT INTO human_loop (
			id, account_id, region, name, flow_id, status, failure_code, failure_reason,
			task_count, holders, answers, open_slots, input_sha256, classifiers,
			created_by, created_at, due_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
			[]any{
				id, account, region, name, w.flowID, "InProgress", "", "",
				1, 0, 0, 1, w.inputSum[:], "null", principal, now, now + 3_600_000,
			},
		},
		{`INSERT INTO human_loop_input (loop_id, content) VALUES ($1, $2)`, []any{id, w.input}},
		jobRow("try-render", id, now),
	}
	if w.audits {
		rows = append(rows, statement{
			`INSERT INTO audit (
			at, request_id, account_id, region, principal, access_key_id, person_id,
			action, resource, outcome, source_ip)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
			[]any{
				now, name, account, region, principal, keyID, "", "sagemaker:StartHumanLoop",
				"arn:aws:sagemaker:" + region + ":" + account + ":human-loop/" + name, "Success", "127.0.0.1",
			},
		})
	}
	return rows
}

func (w *raw) takeRows(id, assignment string) []statement {
	now := time.Now().UnixMilli()
	return []statement{
		{`DELETE FROM job WHERE id = $1`, []any{"try-render:" + id}},
		{`UPDATE human_loop SET holders = 1, open_slots = 0 WHERE id = $1`, []any{id}},
		{
			`INSERT INTO assignment (id, loop_id, flow_id, person_id, status, reason, accepted_at, expires_at, paused_ms, time_spent_ms, due_at)
			VALUES ($1, $2, $3, $4, 'Accepted', '', $5, $6, 0, 0, $6)`,
			[]any{assignment, id, w.flowID, w.personID, now, now + 3_600_000},
		},
	}
}

func (w *raw) answerRows(id, assignment string) []statement {
	now := time.Now().UnixMilli()
	return []statement{
		{`UPDATE human_loop SET holders = 0, answers = 1, status = 'Finishing', due_at = NULL WHERE id = $1`, []any{id}},
		{`UPDATE assignment SET status = 'Submitted', ended_at = $2, time_spent_ms = 1, due_at = NULL WHERE id = $1`, []any{assignment, now}},
		{`INSERT INTO assignment_answer (assignment_id, content) VALUES ($1, $2)`, []any{assignment, answerContent}},
		jobRow("write-output", id, now),
	}
}

func (w *raw) endRows(id, name string) []statement {
	now := time.Now().UnixMilli()
	rows := []statement{
		{`UPDATE human_loop SET status = 'Completed', ended_at = $2 WHERE id = $1`, []any{id, now}},
		{`DELETE FROM job WHERE id = $1`, []any{"write-output:" + id}},
	}
	if w.bucketID != "" { // where objects are files of the server
		rows = append(rows, statement{
			`INSERT INTO object (bucket_id, key, blob, size, etag, attributes, checksum_algorithm, checksum, checksum_type,
			part_sizes, upload_id, created_by, modified_at)
			VALUES ($1, $2, $3, 3000, 'd41d8cd98f00b204e9800998ecf8427e', '{}', '', '', '', '[]', '', '', $4)`,
			[]any{w.bucketID, []byte("out/" + flowName + "/2026/11/22/12/00/00/" + name + "/output.json"), id, now},
		})
	}
	return rows
}

func jobRow(kind, loopID string, now int64) statement {
	return statement{
		`INSERT INTO job (id, kind, payload, due_at, attempts, last_error, created_at) VALUES ($1, $2, $3, $4, 0, '', $5)`,
		[]any{kind + ":" + loopID, kind, loopID, now, now},
	}
}

// newID makes ids as the server does.
func newID() string { return ulid.MustNew(ulid.Now(), rand.Reader).String() }

// newName makes a loop's name of the length and the order of a random UUID, which
// is what most programs take.
func newName() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // it never fails
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
