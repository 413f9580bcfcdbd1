package store

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"
	"time"

	"foureyes/internal/advice"
	"foureyes/internal/audit"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
	"foureyes/internal/store/storetest/pgtest"
)

// grown are the tables that grow with the work that is done.
var grown = []string{
	"human_loop", "human_loop_input", "assignment", "assignment_answer", "assignment_correction", "assignment_draft", "job", "audit",
	"loop_import", "loop_import_chunk", "loop_import_mark", "loop_import_name", "loop_import_problem",
}

// town is a database with enough in it that an engine prefers its indexes. What is
// asked of it changes nothing that matters here.
type town struct {
	*Store

	now time.Time
}

const townLoops = 20_000

// fill makes statistics if they are made by themselves where the engine is at home.
func (w town) fill(t *testing.T, analyze bool) {
	t.Helper()
	now := w.now.UnixMilli()
	statements := []string{
		`INSERT INTO account (id, created_at) VALUES ('1', 1)`,
		`INSERT INTO person (id, email, name, password_hash, worker_id, administrator, created_at) VALUES ('ann', 'a', 'a', '', 'a', FALSE, 1)`,
		`INSERT INTO person (id, email, name, password_hash, worker_id, administrator, created_at)
			WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 199)
			SELECT 'bob-' || i, 'b' || i, '', '', 'b' || i, FALSE, 1 FROM n`,
		`INSERT INTO membership (person_id, account_id, region, group_name, created_at) VALUES ('ann', '1', '*', 'all', 1)`,
		`INSERT INTO workforce (id, account_id, region, name, cognito_config, oidc_config, source_ip_config, vpc_config, ip_address_type, created_by, created_at, updated_at)
			VALUES ('wf', '1', 'r', 'wf', '', '', '', '', '', '', 1, 1)`,
		`INSERT INTO workteam (id, account_id, region, workforce_id, name, description, members, notification_topic, worker_access, created_by, created_at, updated_at)
			VALUES ('wt', '1', 'r', 'wf', 'wt', '', '', '', '', '', 1, 1)`,
		`INSERT INTO workteam_group (workteam_id, name) VALUES ('wt', 'all')`,
		`INSERT INTO human_task_ui (id, account_id, region, name, content, sha256, created_by, created_at) VALUES ('ui', '1', 'r', 'ui', '', '', '', 1)`,
		`INSERT INTO flow_definition (id, account_id, region, name, status, role_arn, request_source, conditions, workteam_id, workteam_arn,
			human_task_ui_id, human_task_ui_arn, task_title, task_description, task_count, time_limit_seconds, task_keywords, task_price,
			output_path, kms_key_id, created_by, created_at)
			WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 99)
			SELECT 'flow-' || i, '1', 'r', 'flow-' || i, 'Active', '', '', '', 'wt', '', 'ui', '', '', '', 3, 60, '[]', '', '', '', '', 1 FROM n`,
		fmt.Sprintf(`INSERT INTO human_loop (id, account_id, region, name, flow_id, status, failure_code, failure_reason, task_count, holders, answers,
			open_slots, input_sha256, classifiers, created_by, created_at, due_at, ended_at, returned_at)
			WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
			SELECT 'loop-' || (100000 + i), '1', 'r', 'loop-' || i, 'flow-' || (i / 2 %% 100),
			  CASE WHEN i %% 2 = 0 THEN 'Completed' ELSE 'InProgress' END, '', '', 3, 0, CASE WHEN i %% 10 = 2 THEN 1 ELSE 0 END, CASE WHEN i %% 2 = 0 THEN 0 ELSE 3 END, '', '[]', '',
			  %d + i, CASE WHEN i %% 2 = 1 THEN %d + i END, CASE WHEN i %% 2 = 0 THEN %d + i END, CASE WHEN i %% 6 = 1 THEN %d + i END
			FROM n`, townLoops-1, now-1000_000, now+100_000_000, now-500_000, now-400_000),
		`INSERT INTO human_loop_input (loop_id, content) SELECT id, '{}' FROM human_loop`,
		fmt.Sprintf(`INSERT INTO assignment (id, loop_id, flow_id, person_id, status, reason, accepted_at, expires_at, paused_ms, ended_at, time_spent_ms, due_at)
			SELECT 'a-' || id, id, flow_id, CASE WHEN name LIKE '%%7' AND name NOT LIKE '%%77' THEN 'bob-' || SUBSTR(name, 6, 2) ELSE 'ann' END, CASE WHEN name LIKE '%%7' THEN 'Accepted' ELSE 'Submitted' END, '', 1, 1, 0, 1, 1,
			  CASE WHEN name LIKE '%%7' THEN %d + task_count END FROM human_loop WHERE name LIKE '%%2' OR name LIKE '%%7'`, now+1000),
		`INSERT INTO job (id, kind, payload, due_at, attempts, last_error, created_at) SELECT 'try-render:' || id, 'try-render', id, created_at + 5000000, 0, '', created_at FROM human_loop`,
		`INSERT INTO assignment_answer (assignment_id, content) SELECT id, '{}' FROM assignment WHERE status = 'Submitted'`,
		`INSERT INTO assignment_draft (assignment_id, content, saved_at) SELECT id, '{}', 1 FROM assignment`,
		`INSERT INTO queue_place (person_id, flow_id, created_at, returned_at)
			SELECT p.id, f.id, 1, 1 FROM flow_definition f CROSS JOIN person p WHERE f.id <> 'flow-3'`,
	}
	statements = append(statements, townImports(now)...)
	if analyze {
		statements = append(statements, `ANALYZE`)
	}
	if err := w.write(t.Context(), func(tx *tx) error {
		for _, s := range statements {
			if _, err := tx.exec(s); err != nil {
				return fmt.Errorf("%.60s: %w", s, err)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

// ask is a call, and the indexes that it must go by.
type ask struct {
	call func() error
	by   []string
}

// asks are the calls whose cost must not grow with what is in the database, with the
// indexes, in either engine's words, that they must go by.
func (w town) asks(ctx context.Context) map[string]ask {
	flows := []string{"flow-1", "flow-3", "flow-7"}
	page1 := page.Query{Limit: 10, Descending: true, From: w.now.Add(-time.Hour), Until: w.now.Add(time.Hour)}
	deep, back := page1, page1
	deep.After = &page.Key{CreatedAt: w.now.Add(-990 * time.Second), ID: "loop-110002"}
	back.After, back.Descending = deep.After, false
	list := func(q page.Query) func() error {
		return func() error {
			found, err := w.ListLoops(ctx, "flow-1", q)
			if err == nil && len(found) == 0 {
				err = errNoRow
			}
			return err
		}
	}
	search := func(status humanloop.Status, part string) func() error {
		q := deep
		q.NameContains = part
		return func() error { _, _, err := w.SearchLoops(ctx, "flow-7", status, q); return err }
	}
	look := func(f audit.Filter, q page.Query) func() error {
		q.Limit = 10
		return func() error { _, _, err := w.ListAudit(ctx, f, q); return err }
	}
	behind := page.Query{After: &page.Key{CreatedAt: w.now, ID: "7"}}
	refusal := fmt.Errorf("changes nothing")
	refused := func(err error) error {
		if err != nil && strings.Contains(err.Error(), refusal.Error()) {
			return nil
		}
		return fmt.Errorf("the rule was not asked: %w", err)
	}
	return map[string]ask{
		"start": {func() error {
			l := humanloop.Loop{
				ID: "new", Account: "1", Region: "r", Name: "new", FlowID: "flow-1", Status: humanloop.InProgress, TaskCount: 1,
				InputSHA256: []byte{1}, CreatedAt: w.now, DueAt: w.now.Add(time.Hour),
			}
			_, err := w.StartLoop(ctx, humanloop.Started{
				Loop: l, Input: "{}", Flow: flow.Definition{ID: "flow-1"},
				Usable: func(flow.Definition, flow.Status, bool) error { return nil },
				Fits:   func(open int) error { _ = open; return nil },
			})
			return err
		}, []string{"queue_place_created"}},
		"take": {func() error {
			_, err := w.Take(ctx, "ann", flows, w.now, func(humanloop.State) (humanloop.Change, error) { return humanloop.Change{}, refusal })
			return refused(err)
		}, []string{"human_loop_open", "human_loop_returned", "assignment_loop"}},
		"save a change": {func() error {
			return w.ChangeLoop(ctx, "loop-100001", func(s humanloop.State) (humanloop.Change, error) {
				return humanloop.Change{Loop: s.Loop}, nil
			})
		}, []string{"queue_place_returned", "assignment_loop"}},
		"submit": {func() error {
			_, err := w.ChangeAssignment(ctx, "a-loop-100077", func(s humanloop.State) (humanloop.Change, error) {
				return humanloop.Change{Loop: s.Loop, Assignments: []humanloop.Assignment{s.Own}, Answer: []byte(`{}`)}, nil
			})
			return err
		}, nil},
		"jobs of a worker":  {func() error { _, err := w.Jobs(ctx, "ann", 100); return err }, []string{"human_loop_open", "human_loop_returned", "assignment_loop", "assignment_held"}},
		"flows of a worker": {func() error { _, err := w.Jobs(ctx, "ann", 0); return err }, nil},
		"what is held":      {func() error { _, err := w.HeldAssignments(ctx, "ann"); return err }, []string{"assignment_held"}},
		"answers":           {func() error { _, err := w.Answers(ctx, "loop-100002"); return err }, []string{"assignment_loop"}},
		"describe":          {func() error { _, err := w.Loop(ctx, "1", "r", "loop-7"); return err }, []string{"human_loop_name"}},
		"flow figures": {func() error {
			_, err := w.FlowFigures(ctx, "1", "r", []string{"flow-7"}, w.now, 100)
			return err
		}, []string{"assignment_flow"}},
		"what a deletion does": {func() error { _, err := w.Deletion(ctx, "flow-7", 100); return err }, nil},
		"work":                 {func() error { _, err := w.Work(ctx, "loop-100002"); return err }, []string{"assignment_loop"}},
		"open loops":           {search(humanloop.InProgress, ""), []string{"human_loop_ended"}},
		"open loops, a name":   {search(humanloop.InProgress, "9"), []string{"human_loop_ended"}},
		"failed loops":         {search(humanloop.Failed, ""), []string{"human_loop_unusual"}},
		"completed loops":      {search(humanloop.Completed, ""), []string{"human_loop_list"}},
		"loops by their names": {search("", "9"), []string{"human_loop_list"}},
		"input":                {func() error { _, err := w.LoopInput(ctx, "loop-100007"); return err }, nil},
		"task source":          {func() error { _, err := w.TaskSource(ctx, "loop-100007"); return err }, nil},
		"list":                 {list(page1), []string{"human_loop_list"}},
		"list, deep":           {list(deep), []string{"human_loop_list"}},
		"list, backward":       {list(back), []string{"human_loop_list"}},
		"due loops":            {func() error { _, err := w.DueLoops(ctx, w.now, 500); return err }, []string{"human_loop_due"}},
		"due assignments":      {func() error { _, err := w.DueAssignments(ctx, w.now, 500); return err }, []string{"assignment_due"}},
		"due jobs":             {func() error { _, err := w.ClaimJobs(ctx, w.now, w.now.Add(time.Minute), 50); return err }, []string{"job_due"}},
		"loops to wind up":     {func() error { _, err := w.UnheldLoops(ctx, "flow-1", "loop-100500", 500); return err }, []string{"human_loop_ended"}},
		"a flow's deletion":    {func() error { _, err := w.RemoveFlow(ctx, "flow-1", 500, w.now); return err }, []string{"human_loop_ended"}},
		"what is old": {func() error {
			_, err := w.EndedLoops(ctx, "flow-9", w.now, humanloop.Ended{At: w.now.Add(-time.Hour), ID: "x"}, 500)
			return err
		}, []string{"human_loop_ended"}},
		"what was reviewed": {func() error {
			read := 0
			err := w.EachReviewed(ctx, "flow-51", advice.Span{From: w.now.Add(-time.Hour)}, func(advice.Reviewed) error { read++; return nil })
			if err == nil && read == 0 {
				err = errNoRow
			}
			return err
		}, []string{"human_loop_ended", "assignment_loop"}},
		"its removal": {func() error {
			_, err := w.RemoveLoops(ctx, []string{"loop-100018"}, func(string) humanloop.JobsOf { return humanloop.JobsOf{IDs: []string{"none"}, Line: "none"} })
			return err
		}, []string{"assignment_loop"}},
		"what one person did":       {look(audit.Filter{PersonID: "person-1"}, page.Query{}), []string{"audit_person"}},
		"what was refused":          {look(audit.Filter{Outcome: audit.Refused, From: w.now.Add(-time.Hour)}, page.Query{}), []string{"audit_refused"}},
		"one kind of refusal":       {look(audit.Filter{Outcome: "ConflictException"}, behind), []string{"audit_refused"}},
		"what was done to a flow":   {look(audit.Filter{FlowDefinitionARN: "arn:1", From: w.now.Add(-time.Hour)}, behind), []string{"audit_flow"}},
		"who did what":              {look(audit.Filter{From: w.now.Add(-time.Hour)}, behind), []string{"audit_time"}},
		"who did something rare":    {look(audit.Filter{Action: "foureyes:DisableAccessKey", Account: "1"}, behind), []string{"audit_action"}},
		"who did something common":  {look(audit.Filter{Action: "foureyes:Next", Account: "1"}, behind), []string{"audit_time"}},
		"what was done to anything": {look(audit.Filter{Resource: "loop"}, page.Query{}), []string{"audit_time"}},
		"flows of a team": {func() error {
			_, err := w.FlowDefinitionsOfTeam(ctx, "team-1", page.Query{Limit: 10})
			return err
		}, []string{"flow_definition_team"}},
		"members of groups": {func() error {
			_, err := w.ListMembers(ctx, "000000000042", "eu-west-1", []string{"clerks"}, page.Query{Limit: 10})
			return err
		}, nil},
		"a worker's answers": {func() error {
			found, err := w.Answered(ctx, "ann", page.Query{Limit: 10})
			if err == nil && len(found) == 0 {
				err = errNoRow
			}
			return err
		}, []string{"assignment_answered"}},
		"one of them":        {func() error { _, err := w.AnsweredOne(ctx, "ann", "a-loop-100002"); return err }, nil},
		"their sum":          {func() error { _, err := w.AnsweredSince(ctx, "ann", w.now.Add(-time.Hour)); return err }, []string{"assignment_answered"}},
		"what operators see": {func() error { _, err := w.Figures(ctx, w.now); return err }, []string{"human_loop_open", "human_loop_returned", "job_due", "job_aside"}},
		"old flows":          {func() error { _, err := w.RemoveOldFlow(ctx, "flow-1", w.now); return err }, nil},
		"names set free":     {func() error { return w.freeNames(ctx, "flow-9", 2000, w.now) }, []string{"human_loop_list"}},
	}
}

// Every question that is asked for each request, or each second, is answered by an
// index, however much is in the database.
func TestQueriesGoByTheirIndexes(t *testing.T) {
	for name, engine := range map[string]struct {
		open    func(*testing.T) *Store
		explain func(context.Context, *Store, asked) (string, error)
		scan    string
	}{
		"SQLite":     {openHere, explainSQLite, `SCAN (%s|[a-z])( |$)`},
		"PostgreSQL": {func(t *testing.T) *Store { return openThere(t, pgtest.URL(t)) }, explainPostgres, `Seq Scan on (%s) `},
	} {
		t.Run(name, func(t *testing.T) {
			w := town{engine.open(t), time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)}
			w.fill(t, name == "PostgreSQL")
			scan := regexp.MustCompile(fmt.Sprintf(engine.scan, strings.Join(grown, "|")))
			heard := listen(w.Store)
			asks := w.asks(t.Context())
			maps.Copy(asks, w.asksOfImports(t.Context()))
			for what, ask := range asks {
				queries, err := heard.since(ask.call)
				if err != nil || len(queries) == 0 {
					t.Errorf("%s: %d queries, %v", what, len(queries), err)
				}
				plans := ""
				for _, q := range queries {
					plan, err := engine.explain(t.Context(), w.Store, q)
					if err != nil {
						t.Errorf("%s: %v\n%s", what, err, q.query)
					}
					if scan.MatchString(plan) {
						t.Errorf("%s reads a whole table:\n%s\n%s", what, q.query, plan)
					}
					plans += plan
				}
				for _, index := range ask.by {
					if !regexp.MustCompile(`\b` + index + `\b`).MatchString(plans) {
						t.Errorf("%s does not go by %s:\n%s", what, index, plans)
					}
				}
			}
		})
	}
}
