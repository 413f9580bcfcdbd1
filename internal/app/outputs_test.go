package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
	"foureyes/internal/store"
	"foureyes/internal/taskui"
	"foureyes/internal/workforce"
)

const (
	officeAccount = "000000000042"
	officeRegion  = "eu-west-1"
)

var errStoreDown = errors.New("503 Service Unavailable")

// shakyObjects is an S3 store that is down, or does not answer.
type shakyObjects struct {
	mu     sync.Mutex
	down   bool
	stall  map[string]bool // keys that are never answered
	tries  int
	put    map[string]bool
	waited []time.Duration // until those that are never answered were given up
}

func (o *shakyObjects) PutObject(ctx context.Context, _ flow.Access, _, key, _ string, _ []byte) error {
	o.mu.Lock()
	o.tries++
	down, stall := o.down, o.stall[key]
	o.mu.Unlock()
	if stall {
		since := time.Now()
		<-ctx.Done()
		o.mu.Lock()
		defer o.mu.Unlock()
		o.waited = append(o.waited, time.Since(since))
		return ctx.Err()
	}
	if down {
		return errStoreDown
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.put[key] = true
	return nil
}

func (o *shakyObjects) set(change func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	change()
}

func (o *shakyObjects) has(key string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.put[key]
}

// office is a store and a room with a worker, whose outputs go to shaky objects.
type office struct {
	loops   *humanloop.Service
	objects *shakyObjects
	flow    flow.Definition
	worker  auth.Person
	runner  *job.Runner
}

type noLinks struct{}

func (noLinks) MediaLink(string, string, string, string, time.Time) string { return "/media/" }

func openOffice(t *testing.T) *office {
	t.Helper()
	db, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	newID := newIDs()
	o := &office{objects: &shakyObjects{put: map[string]bool{}, stall: map[string]bool{}}}
	o.furnish(t, db, newID)
	o.loops = humanloop.NewService(humanloop.Parts{
		Store: db, Flows: db, Templates: db, Renderer: taskui.New(taskui.Limits{}), Objects: o.objects, Links: noLinks{}, NewID: newID,
	})
	handlers := o.loops.Handlers()
	handlers[humanloop.SendEventKind] = func(context.Context, string, time.Time) error { return nil }
	o.runner = job.NewRunner(db, handlers, officeNow, slog.New(slog.DiscardHandler))
	return o
}

func officeNow() time.Time { return time.Now().UTC().Truncate(time.Millisecond) }

func (o *office) furnish(t *testing.T, db *store.Store, newID func(time.Time) string) {
	t.Helper()
	now := officeNow()
	ui := taskui.UI{ID: newID(now), Account: officeAccount, Region: officeRegion, Name: "form", Content: "<p>form</p>", CreatedAt: now}
	o.flow = flow.Definition{
		ID: newID(now), Account: officeAccount, Region: officeRegion, Name: "checks", Status: flow.Active,
		HumanTaskUIID: ui.ID, HumanTaskUIARN: ui.ARN(), TaskTitle: "Check", TaskDescription: "Check it.", TaskCount: 1,
		TimeLimit: time.Hour, Availability: 240 * time.Hour, OutputPath: "s3://out", CreatedAt: now,
	}
	team := workforce.Workteam{
		ID: newID(now), Account: officeAccount, Region: officeRegion, Name: workforce.EveryoneTeam,
		WorkforceID: newID(now), WorkforceName: workforce.DefaultName, CreatedAt: now, UpdatedAt: now,
		Members: []workforce.Member{{Cognito: &workforce.CognitoGroup{Group: workforce.EveryoneTeam}}},
	}
	o.worker = auth.Person{ID: newID(now), Email: "ann@example.com", Name: "ann", WorkerID: "0123456789abcdef", CreatedAt: now}
	for _, err := range []error{
		db.CreateAccessKey(t.Context(), auth.AccessKey{ID: "AKIA", Account: officeAccount, Principal: "ines", SealedSecret: []byte{1}, CreatedAt: now}),
		db.CreateHumanTaskUI(t.Context(), ui, nil, nil),
		db.CreateFlowDefinition(t.Context(), o.flow, team, nil, nil),
		db.CreatePerson(t.Context(), o.worker, "", auth.Membership{Account: officeAccount, Region: auth.EveryRegion, Group: workforce.EveryoneTeam}),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
}

// answer starts a loop and has it answered, and gives the key of its output.
func (o *office) answer(t *testing.T, name string) (key string) {
	t.Helper()
	l, err := o.loops.Start(t.Context(), humanloop.StartRequest{
		Account: officeAccount, Region: officeRegion, Name: name, FlowDefinitionARN: o.flow.ARN(), InputContent: `{}`,
	}, officeNow())
	if err != nil {
		t.Fatal(err)
	}
	task, err := o.loops.Next(t.Context(), o.worker.ID, "", officeNow())
	if err != nil || task == nil {
		t.Fatalf("%v, %v", task, err)
	}
	if _, key, err = humanloop.OutputKey(o.flow, l.Loop); err != nil {
		t.Fatal(err)
	}
	return key
}

func (o *office) submitAll(t *testing.T) {
	t.Helper()
	held, err := o.loops.Held(t.Context(), o.worker.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range held {
		if _, err := o.loops.Submit(t.Context(), o.worker.ID, task.Assignment.ID, []byte(`{"ok":true}`), nil, officeNow()); err != nil {
			t.Fatal(err)
		}
	}
}

// completed counts the loops that are Completed, each of which has its output.
func (o *office) completed(t *testing.T, keys map[string]string) int {
	t.Helper()
	n := 0
	for name, key := range keys {
		d, err := o.loops.Describe(t.Context(), officeAccount, officeRegion, name)
		if err != nil {
			t.Fatal(err)
		}
		switch d.Loop.Status.Shown() {
		case humanloop.Completed:
			if n++; !o.objects.has(key) {
				t.Errorf("%s is Completed and has no output", name)
			}
		case humanloop.InProgress:
		default:
			t.Errorf("%s is %s", name, d.Loop.Status)
		}
	}
	return n
}

// inOffice runs a test on a clock that jumps to whatever is next due; it fails when a
// goroutine is left.
func inOffice(t *testing.T, test func(t *testing.T, o *office)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		o := openOffice(t)
		ctx, cancel := context.WithCancel(t.Context())
		var work sync.WaitGroup
		work.Go(func() { o.runner.Run(ctx) })
		test(t, o)
		cancel()
		work.Wait()
	})
}

func TestObjectsThatAreDownForAnHourDelayOutputsAndLoseNone(t *testing.T) {
	inOffice(t, func(t *testing.T, o *office) {
		const loops = 30
		o.objects.set(func() { o.objects.down = true })
		keys := map[string]string{}
		for i := range loops {
			name := fmt.Sprint("loop-", i)
			keys[name] = o.answer(t, name)
		}
		o.submitAll(t)
		for range 12 {
			time.Sleep(5 * time.Minute) //nolint:forbidigo // in a synctest bubble
			if n := o.completed(t, keys); n != 0 {
				t.Errorf("%d loops are Completed without an output", n)
			}
		}
		// Waits double up to 15 minutes, of which jitter takes at most half away.
		if per := o.objects.tries / loops; per < 10 || per > 25 {
			t.Errorf("each output was tried %d times in an hour", per)
		}
		o.objects.set(func() { o.objects.down = false })
		time.Sleep(16 * time.Minute) //nolint:forbidigo // in a synctest bubble
		if n := o.completed(t, keys); n != loops {
			t.Errorf("%d of %d loops are Completed", n, loops)
		}
	})
}

func TestAnObjectStoreThatStallsHoldsUpNobodyForLong(t *testing.T) {
	inOffice(t, func(t *testing.T, o *office) {
		keys := map[string]string{}
		for i := range 20 {
			name := fmt.Sprint("loop-", i)
			keys[name] = o.answer(t, name)
		}
		o.objects.set(func() { o.objects.stall[keys["loop-0"]] = true })
		o.submitAll(t)
		time.Sleep(time.Second) //nolint:forbidigo // in a synctest bubble
		if n := o.completed(t, keys); n != 19 {
			t.Errorf("beside the one that stalls %d of 19 are Completed", n)
		}
		late := map[string]string{"late": o.answer(t, "late")}
		o.submitAll(t)
		time.Sleep(2 * time.Minute) //nolint:forbidigo // in a synctest bubble
		if n := o.completed(t, late); n != 1 {
			t.Error("one stalled write holds up all that come later")
		}
		if len(o.objects.waited) == 0 || o.objects.waited[0] > time.Minute {
			t.Errorf("a write that stalled was given up after %v", o.objects.waited)
		}
		o.objects.set(func() { clear(o.objects.stall) })
		time.Sleep(16 * time.Minute) //nolint:forbidigo // in a synctest bubble
		if n := o.completed(t, keys); n != 20 {
			t.Errorf("%d of 20 are Completed", n)
		}
	})
}
