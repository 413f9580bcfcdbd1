package store

import (
	"context"
	"database/sql"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/audit"
	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

var noon = time.Date(2026, 2, 3, 12, 0, 0, 123_000_000, time.UTC)

func anEntry() audit.Entry {
	return audit.Entry{
		At: noon, RequestID: "request-1", Account: "000000000042", Region: "eu-west-1",
		Principal: "arn:aws:iam::000000000042:user/ann", AccessKeyID: "AKIA", PersonID: "person-1",
		Action: "sagemaker:StartHumanLoop", Resource: "arn:aws:sagemaker:eu-west-1:000000000042:human-loop/x",
		FlowDefinitionARN: "arn:aws:sagemaker:eu-west-1:000000000042:flow-definition/flow",
		Outcome:           audit.Success, SourceIP: "192.0.2.7",
	}
}

// audited reads the table in its order.
func audited(t *testing.T, s *Store) []audit.Entry {
	t.Helper()
	all, err := many(s.read(t.Context()), func(row scanner) (e audit.Entry, err error) {
		var at sql.NullInt64
		err = row.Scan(&at, &e.RequestID, &e.Account, &e.Region, &e.Principal, &e.AccessKeyID, &e.PersonID,
			&e.Action, &e.Resource, &e.FlowDefinitionARN, &e.Outcome, &e.SourceIP)
		e.At = moment(at)
		return e, err
	}, `SELECT at, request_id, account_id, region, principal, access_key_id, person_id, action, resource, flow_definition_arn, outcome, source_ip
		FROM audit ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEntriesAreSavedAsTheyAre(t *testing.T) {
	s := openHere(t)
	refused := anEntry()
	refused.Outcome, refused.PersonID = "AccessDeniedException", ""
	want := []audit.Entry{anEntry(), refused}
	if err := s.SaveAudit(t.Context(), want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, audited(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestChangeIsSavedWithItsEntryAndOnlyOnce(t *testing.T) {
	s := openHere(t)
	e := anEntry()
	e.Outcome = ""
	ctx := audit.Begin(t.Context(), e)
	nothing := func(t *tx) error {
		_, err := t.exec(`DELETE FROM account WHERE id = 'none'`)
		return err
	}
	if err := s.write(ctx, nothing); err != nil || len(audited(t, s)) != 0 {
		t.Fatalf("a change of nothing was told: %v", err)
	}
	for _, id := range []string{"a", "b"} { // two changes of one request
		if err := s.write(ctx, insert(id)); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]audit.Entry{anEntry()}, audited(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestFailedChangeLeavesNoEntry(t *testing.T) {
	s := openHere(t)
	ctx := audit.Begin(t.Context(), anEntry())
	refusal := fault.New(fault.Invalid, fault.HumanLoop, "no")
	err := s.write(ctx, func(t *tx) error {
		if err := insert("a")(t); err != nil {
			return err
		}
		return refusal
	})
	if !fault.Is(err, fault.Invalid) || len(audited(t, s)) != 0 {
		t.Errorf("%v left %v", err, audited(t, s))
	}
	// The entry is still there for the change that succeeds.
	if err := s.write(ctx, insert("a")); err != nil || len(audited(t, s)) != 1 {
		t.Errorf("%v, %d entries", err, len(audited(t, s)))
	}
}

// What the transaction finds out about the caller is in the entry.
func TestSignInByLinkTellsWho(t *testing.T) {
	s := openHere(t)
	p := auth.Person{ID: "person-7", Email: "ann@example.com", Name: "Ann", WorkerID: "w", CreatedAt: noon}
	m := auth.Membership{Account: "000000000042", Region: auth.EveryRegion, Group: workforce.EveryoneTeam}
	if err := s.CreatePerson(t.Context(), p, "", m); err != nil {
		t.Fatal(err)
	}
	link := auth.LinkRow{TokenHash: []byte{1}, PersonID: p.ID, Purpose: auth.ToSignIn, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}
	if err := s.CreateLink(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	ctx := audit.Begin(t.Context(), audit.Entry{At: noon, Action: "foureyes:SignIn", Resource: "session"})
	if _, err := s.CreateSessionWithLink(ctx, []byte{1}, auth.SessionRow{TokenHash: []byte{2}, SeenAt: noon, CreatedAt: noon, ExpiresAt: noon.Add(time.Hour)}); err != nil {
		t.Fatal(err)
	}
	if all := audited(t, s); len(all) != 1 || all[0].PersonID != "person-7" || all[0].Outcome != audit.Success {
		t.Errorf("got %+v", all)
	}
}

// BenchmarkStartLoop measures what the audit adds to the busiest change, without
// and with it, among sixteen callers who share commits.
func BenchmarkStartLoop(b *testing.B) {
	plain := func(ctx context.Context) context.Context { return ctx }
	told := func(ctx context.Context) context.Context { return audit.Begin(ctx, anEntry()) }
	b.Run("plain", func(b *testing.B) { benchmarkStart(b, plain, nil) })
	b.Run("audited", func(b *testing.B) { benchmarkStart(b, told, nil) })
	b.Run("audited with a quota", func(b *testing.B) { benchmarkStart(b, told, func(int) error { return nil }) })
}

func benchmarkStart(b *testing.B, with func(context.Context) context.Context, fits func(int) error) {
	s, err := OpenSQLite(b.Context(), b.TempDir())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	d := aFlow(b, s)
	b.SetParallelism(8)
	n := make(chan int, 1)
	n <- 0
	b.RunParallel(func(each *testing.PB) {
		for each.Next() {
			i := <-n
			n <- i + 1
			l := humanloop.Loop{
				ID: fmt.Sprintf("loop-%09d", i), Account: d.Account, Region: d.Region, Name: fmt.Sprint("loop-", i), FlowID: d.ID,
				Status: humanloop.InProgress, TaskCount: 1, InputSHA256: make([]byte, 32), CreatedBy: "ann", CreatedAt: noon, DueAt: noon.Add(time.Hour),
			}
			_, err := s.StartLoop(with(b.Context()), humanloop.Started{
				Loop: l, Input: string(make([]byte, 2048)), Flow: d, Fits: fits,
				Again:  func(humanloop.Loop, humanloop.Loop) error { return errClosed },
				Usable: func(flow.Definition, flow.Status, bool) error { return nil },
			})
			if err != nil {
				b.Error(err)
				return
			}
		}
	})
}

// aFlow saves a flow definition with all that it refers to.
func aFlow(b *testing.B, s *Store) flow.Definition {
	b.Helper()
	const account, region = "000000000042", "eu-west-1"
	key := auth.AccessKey{ID: "AKIA", Account: account, Principal: "ann", SealedSecret: []byte{0}, CreatedAt: noon}
	u := taskui.UI{ID: "ui", Account: account, Region: region, Name: "ui", CreatedAt: noon}
	team := workforce.Workteam{ID: "team", Account: account, Region: region, Name: "team", WorkforceID: "force", WorkforceName: "force", CreatedAt: noon, UpdatedAt: noon}
	d := flow.Definition{ID: "flow", Account: account, Region: region, Name: "flow", Status: flow.Active, HumanTaskUIID: u.ID, TaskCount: 1, CreatedAt: noon}
	for _, err := range []error{
		s.CreateAccessKey(b.Context(), key), s.CreateHumanTaskUI(b.Context(), u, nil, nil),
		s.CreateFlowDefinition(b.Context(), d, team, nil, nil),
	} {
		if err != nil {
			b.Fatal(err)
		}
	}
	return d
}
