package bench_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/store"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

const (
	townFlows = 50
	// openAge and finishedAge are how long ago the oldest open and the oldest finished
	// loop were started.
	openAge     = 8 * 24 * time.Hour
	finishedAge = 60 * 24 * time.Hour
	// answeredBefore is how many open loops somebody has answered, the oldest ones.
	answeredBefore = 100_000
)

// town is a database with very many loops of fifty flow definitions in it. Half of
// the open ones are of one flow that wants three answers for each, a quarter of
// another one that wants one. A worker, the veteran, has answered the oldest of the
// first flow, and nobody else has yet.
type town struct {
	*humanloop.Service
	*timings // of the room's operations
	size

	d               database
	db              *store.Store
	random          *rand.Rand
	began           time.Time // when it was filled
	gone            int       // finished loops that retention has removed, the oldest ones
	flows           []flow.Definition
	novice, veteran string
	input           string

	first    time.Duration // of the veteran's very first accept
	filledIn time.Duration
	bytes    int64
	looks    *timings // of those who look on
	starting starting
	removed  float64 // by retention, in a second
}

// newTown fills a database, unless it is one that was filled before.
func newTown(b *testing.B, engine string, n size) *town {
	b.Helper()
	d, filled := townDatabase(b, engine, n)
	if !filled {
		prepared(b, d.settings, prepare)
	}
	db, rows := d.openStore(b)
	w := &town{
		size: n, d: d, db: db, began: now(), input: input(b), timings: newTimings(), looks: newTimings(),
		random: rand.New(rand.NewPCG(1, 2)),
	}
	w.Service = humanloop.NewService(humanloop.Parts{
		Store: db, Flows: db, Templates: db, Renderer: taskui.New(taskui.Limits{}), Objects: outside{}, Links: outside{},
		NewID: func(time.Time) string { return newID() }, MaxOpen: 1 << 40,
	})
	if filled {
		w.find(b, rows)
	} else {
		w.makePeople(b)
		w.makeFlows(b)
		w.fill(b, rows)
		w.filledIn = time.Since(w.began)
	}
	return w
}

// find finds again what was made when the database was filled. What the veteran has
// learnt since is forgotten.
func (w *town) find(b *testing.B, rows bulk) {
	b.Helper()
	ctx := b.Context()
	for email, id := range map[string]*string{"novice@example.com": &w.novice, "veteran@example.com": &w.veteran} {
		p, _, err := w.db.PersonByEmail(ctx, email)
		if err != nil {
			b.Fatal(err)
		}
		*id = p.ID
	}
	for i := range townFlows {
		f, err := w.db.FlowDefinition(ctx, account, region, fmt.Sprint("flow-", i))
		if err != nil {
			b.Fatal(err)
		}
		w.flows = append(w.flows, f)
	}
	firstOpen, err := w.db.Loop(ctx, account, region, w.name(w.finished))
	if err != nil {
		b.Fatal(err)
	}
	w.began = firstOpen.CreatedAt.Add(openAge)
	rows.do(b, func(conn *sql.Conn) error {
		var oldest string
		if err := conn.QueryRowContext(ctx, `SELECT MIN(name) FROM human_loop WHERE account_id = $1 AND region = $2 AND name LIKE 'receipt-%' AND deleted_at IS NULL`,
			account, region).Scan(&oldest); err != nil {
			return err
		}
		if _, err := fmt.Sscanf(oldest, "receipt-%d", &w.gone); err != nil {
			return err
		}
		w.gone -= numberBase
		if _, err := conn.ExecContext(ctx, `DELETE FROM queue_place`); err != nil {
			return err
		}
		return conn.QueryRowContext(ctx, rows.size).Scan(&w.bytes)
	})
}

func (w *town) makePeople(b *testing.B) {
	b.Helper()
	people := auth.NewPeople(w.db, 1)
	for email, id := range map[string]*string{"novice@example.com": &w.novice, "veteran@example.com": &w.veteran} {
		p, err := people.Create(b.Context(), auth.NewPerson{Email: email, Account: account}, w.began)
		if err != nil {
			b.Fatal(err)
		}
		*id = p.ID
	}
}

func (w *town) makeFlows(b *testing.B) {
	b.Helper()
	ctx := b.Context()
	ui := taskui.UI{ID: newID(), Account: account, Region: region, Name: "form", Content: template, CreatedAt: w.began}
	if err := w.db.CreateHumanTaskUI(ctx, ui, nil, nil); err != nil {
		b.Fatal(err)
	}
	teams := workforce.NewService(w.db, nil, func(time.Time) string { return newID() }, 0)
	team, err := teams.Workteam(ctx, account, region, workforce.EveryoneTeam)
	if err != nil {
		b.Fatal(err)
	}
	team = teams.Materialise(team, w.began)
	for i := range townFlows {
		d := flow.Definition{
			ID: newID(), Account: account, Region: region, Name: fmt.Sprint("flow-", i), Status: flow.Active,
			WorkteamID: team.ID, WorkteamARN: team.ARN(), HumanTaskUIID: ui.ID, HumanTaskUIARN: ui.ARN(),
			TaskTitle: "Check", TaskDescription: "Check it.", TaskCount: taskCount(i), TimeLimit: time.Hour,
			OutputPath: "s3://out", CreatedAt: w.began,
		}
		if err := w.db.CreateFlowDefinition(ctx, d, team, nil, nil); err != nil {
			b.Fatal(err)
		}
		w.flows = append(w.flows, d)
	}
}

// taskCount is how many answers a flow wants.
func taskCount(flow int) int {
	if flow < 2 {
		return []int{3, 1}[flow]
	}
	return 1 + flow%3
}

// name is that of the loop of a number; finished ones come first.
func (w *town) name(i int) string { return fmt.Sprintf("receipt-%d", numberBase+i) }

// numberBase gives all numbers the same length.
const numberBase = 1_000_000_000

// middle is a time in the middle of the list of open loops.
func (w *town) middle() time.Time { return w.began.Add(-openAge / 2) }

// fill makes the loops. A finished loop has one assignment; its input and answer,
// which are found by key in tables of their own, are left out.
func (w *town) fill(b *testing.B, rows bulk) {
	b.Helper()
	rows.do(b, func(conn *sql.Conn) error { return w.fillOn(b, conn, rows) })
}

func (w *town) fillOn(b *testing.B, conn *sql.Conn, rows bulk) error {
	b.Helper()
	do := func(query string, args ...any) {
		if _, err := conn.ExecContext(b.Context(), query, args...); err != nil {
			b.Fatalf("%.80s: %v", query, err)
		}
	}
	for _, q := range rows.before {
		do(q)
	}
	w.fillFlowNumbers(do)
	began := time.Now()
	const step = 250_000
	total := w.finished + w.open
	for from := 0; from < total; {
		kind, end := w.finishedLoops(), w.finished
		if from >= w.finished {
			kind, end = w.openLoops(), total
		}
		until := min(from+step, end)
		for _, insert := range append(kind, w.auditEntries()) {
			do(rows.series+insert, from, until-1)
		}
		from = until
		if total > step {
			fmt.Fprintf(os.Stderr, "%s: %d of %d loops after %.0f s\n", w.size, from, total, time.Since(began).Seconds())
		}
	}
	// What triggers could not count, they are given; those that did count agree.
	do(`DELETE FROM human_loop_tally`)
	do(w.tally(rows))
	do(`DROP TABLE flow_number`)
	for _, q := range rows.after {
		do(q)
	}
	return conn.QueryRowContext(b.Context(), rows.size).Scan(&w.bytes)
}

// fillFlowNumbers lets the inserts find a flow by its number.
func (w *town) fillFlowNumbers(do func(string, ...any)) {
	do(`CREATE TABLE flow_number (number BIGINT PRIMARY KEY, id TEXT NOT NULL, task_count BIGINT NOT NULL)`)
	for i, f := range w.flows {
		do(`INSERT INTO flow_number (number, id, task_count) VALUES ($1, $2, $3)`, i, f.ID, f.TaskCount)
	}
}

func (w *town) tally(rows bulk) string {
	columns, values := "account_id, region, loops", fmt.Sprintf("'%s', '%s', %d", account, region, w.open)
	if len(rows.before) > 0 {
		columns, values = columns+", share", values+", 0"
	}
	return `INSERT INTO human_loop_tally (` + columns + `) VALUES (` + values + `)`
}

const (
	loopColumns = `INSERT INTO human_loop (id, account_id, region, name, flow_id, status, failure_code, failure_reason, task_count,
		holders, answers, open_slots, input_sha256, classifiers, created_by, created_at, due_at, ended_at) `
	// bulkID is an id of the length of the others that comes before all made later.
	bulkID   = `'01AAAAAAAAAAAAAA' || CAST(1000000000 + n.i AS TEXT)`
	bulkName = `'receipt-' || CAST(1000000000 + n.i AS TEXT)`
)

// spread is the number of an open loop's flow, in a format.
const spread = `(CASE WHEN n.i %% 4 < 2 THEN 0 WHEN n.i %% 4 = 2 THEN 1 ELSE 2 + (n.i / 4) %% 48 END)`

func (w *town) finishedLoops() []string {
	at := fmt.Sprintf(`%d + n.i * %d / %d`, w.began.Add(-finishedAge).UnixMilli(), (finishedAge - openAge).Milliseconds(), max(1, w.finished))
	return []string{
		loopColumns + fmt.Sprintf(`SELECT `+bulkID+`, '%s', '%s', `+bulkName+`, f.id, 'Completed', '', '', f.task_count,
			0, f.task_count, 0, '', '[]', '%s', %s, NULL, %s + 60000
			FROM n JOIN flow_number f ON f.number = n.i %% 50`, account, region, principal, at, at),
		fmt.Sprintf(`INSERT INTO assignment (id, loop_id, flow_id, person_id, status, reason, accepted_at, expires_at, paused_ms, ended_at, time_spent_ms)
			SELECT `+bulkID+`, `+bulkID+`, f.id, '%s', 'Submitted', '', %s, %s + 60000, 0, %s + 50000, 50000
			FROM n JOIN flow_number f ON f.number = n.i %% 50`, w.novice, at, at, at),
	}
}

// openLoops are made with the veteran's answers.
func (w *town) openLoops() []string {
	at := fmt.Sprintf(`%d + (n.i - %d) * %d / %d`, w.began.Add(-openAge).UnixMilli(), w.finished, openAge.Milliseconds(), w.open)
	// Two of four are of the first flow.
	answered := fmt.Sprintf(`(n.i %% 4 < 2 AND n.i - %d < %d)`, w.finished, 2*min(answeredBefore, w.open/4))
	return []string{
		loopColumns + fmt.Sprintf(`SELECT `+bulkID+`, '%s', '%s', `+bulkName+`, f.id, 'InProgress', '', '', f.task_count,
			0, CASE WHEN %s THEN 1 ELSE 0 END, f.task_count - CASE WHEN %s THEN 1 ELSE 0 END, '', '[]', '%s', %s, %s + %d, CAST(NULL AS BIGINT)
			FROM n JOIN flow_number f ON f.number = `+spread, account, region, answered, answered, principal, at, at, flow.DefaultAvailability.Milliseconds()),
		`INSERT INTO human_loop_input (loop_id, content) SELECT ` + bulkID + `, '{"taskObject": "s3://in/receipt.jpg"}' FROM n`,
		fmt.Sprintf(`INSERT INTO assignment (id, loop_id, flow_id, person_id, status, reason, accepted_at, expires_at, paused_ms, ended_at, time_spent_ms)
			SELECT `+bulkID+`, `+bulkID+`, f.id, '%s', 'Submitted', '', %s, %s, 0, %s, 50000
			FROM n JOIN flow_number f ON f.number = 0 WHERE %s`, w.veteran, at, at, at, answered),
	}
}

// auditEntries has an entry for each tenth loop; a life leaves three, but these do for
// searches to be long.
func (w *town) auditEntries() string {
	at := fmt.Sprintf(`%d + n.i * %d / %d`, w.began.Add(-finishedAge).UnixMilli(), finishedAge.Milliseconds(), w.finished+w.open)
	return fmt.Sprintf(`INSERT INTO audit (at, request_id, account_id, region, principal, access_key_id, person_id, action, resource, flow_definition_arn, outcome, source_ip)
		SELECT %s, 'f2b0c3de-9d5e-4a0c-8a0e-' || CAST(100000000000 + n.i AS TEXT), '%s', '%s', '%s', '%s', '', 'sagemaker:StartHumanLoop',
		  'arn:aws:sagemaker:%s:%s:human-loop/' || `+bulkName+`, 'arn:aws:sagemaker:%s:%s:flow-definition/flow-' || CAST(n.i / 10 %% 50 AS TEXT), 'Success', '10.0.0.1'
		FROM n WHERE n.i %% 10 = 0`, at, account, region, principal, keyID, region, account, region, account)
}
