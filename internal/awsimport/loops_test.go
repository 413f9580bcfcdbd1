package awsimport_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"foureyes/internal/awsimport"
)

var began = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

// loops are the human loops of one side.
type loops struct {
	mu      sync.Mutex
	all     []awsimport.Loop // of the source
	of      string           // their flow definition; empty for good
	there   map[string]awsimport.LoopThere
	outputs map[string]string
	outside bool                    // objects are
	fails   func(name string) error // what Carry answers
	carried int
	pages   int // that were asked for
	largest int // how many names were asked about at once
}

func (l *loops) Page(_ context.Context, arn, token string) ([]awsimport.Loop, string, error) {
	l.pages++
	if !strings.HasSuffix(arn, "/"+cmp.Or(l.of, "good")) {
		return nil, "", nil
	}
	from, _ := strconv.Atoi(token)
	end := min(from+100, len(l.all))
	if end == len(l.all) {
		return l.all[from:end], "", nil
	}
	return l.all[from:end], strconv.Itoa(end), nil
}

func (l *loops) Describe(_ context.Context, name string) (awsimport.Loop, error) {
	found := l.all[slices.IndexFunc(l.all, func(o awsimport.Loop) bool { return o.HumanLoopName == name })]
	found.HumanLoopOutput.OutputS3URI = "s3://reviews/" + name
	return found, nil
}

func (l *loops) Output(_ context.Context, uri string) ([]byte, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if output, ok := l.outputs[uri]; ok {
		return []byte(output), nil
	}
	return nil, nil
}

func (l *loops) There(_ context.Context, names []string) (map[string]awsimport.LoopThere, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.largest = max(l.largest, len(names))
	found := map[string]awsimport.LoopThere{}
	for _, name := range names {
		if there, ok := l.there[name]; ok {
			found[name] = there
		}
	}
	return found, nil
}

func (l *loops) Carry(_ context.Context, _ string, one awsimport.Loop, input []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fails != nil {
		if err := l.fails(one.HumanLoopName); err != nil {
			return err
		}
	}
	l.carried++
	l.there[one.HumanLoopName] = awsimport.LoopThere{Loop: one, Carried: true, HasInput: input != nil}
	return nil
}

func (l *loops) Start(_ context.Context, _, name string, _ []byte) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if name == "unneeded" {
		return false, nil
	}
	l.there[name] = awsimport.LoopThere{Loop: awsimport.Loop{HumanLoopName: name, HumanLoopStatus: "InProgress"}}
	return true, nil
}

func (l *loops) KeepsObjects(context.Context) (bool, error) { return !l.outside, nil }

func (l *loops) HasOutput(ctx context.Context, uri string) (bool, error) {
	output, err := l.Output(ctx, uri)
	return output != nil, err
}

func (l *loops) PutOutput(_ context.Context, uri string, output []byte) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.outputs[uri] = string(output)
	return nil
}

// many are loops that are over, and their outputs.
func many(n int) *loops {
	l := &loops{outputs: map[string]string{}}
	for i := range n {
		name := fmt.Sprint("loop-", i)
		l.all = append(l.all, awsimport.Loop{HumanLoopName: name, HumanLoopStatus: "Completed", CreationTime: began.Add(time.Duration(i) * time.Second)})
		l.outputs["s3://reviews/"+name] = `{"inputContent": {"n": ` + strconv.Itoa(i) + `}}`
	}
	return l
}

func none() *loops {
	return &loops{there: map[string]awsimport.LoopThere{}, outputs: map[string]string{}}
}

// bringLoops runs an import with human loops, and gives the item about them.
func bringLoops(ctx context.Context, t *testing.T, from, to *loops, o awsimport.LoopOptions) (awsimport.Item, error) {
	t.Helper()
	if o.Told == nil {
		o.Told = func(awsimport.Item) {}
	}
	target := empty()
	r, err := awsimport.Run(ctx, awsimport.Source{
		API: amazon(), Loops: from,
		Fetch:    func(context.Context, string) ([]byte, error) { return []byte("hello"), nil },
		Template: func(string) ([]byte, error) { return nil, nil },
	}, awsimport.Target{
		API: target, Loops: to, Region: "us-gov-west-1", Buckets: func(context.Context) ([]string, error) { return []string{"reviews"}, nil },
	}, awsimport.Options{Loops: &o})
	for _, i := range r.Items {
		if i.Kind == "human loops" {
			return i, err
		}
	}
	return awsimport.Item{}, err
}

func counts(i awsimport.Item) string { return strings.TrimPrefix(fmt.Sprint(i.Loops), "map") }

// An import that is ended anywhere goes on when it is run again, and carries nothing twice.
func TestLoopsGoOnWhereTheyWereInterrupted(t *testing.T) {
	from, to := many(1050), none()
	ctx, stop := context.WithCancel(t.Context())
	to.fails = func(name string) error {
		if name == "loop-333" {
			stop()
		}
		return ctx.Err()
	}
	if _, err := bringLoops(ctx, t, from, to, awsimport.LoopOptions{Outputs: true}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	// It ended in the fourth page; how far the others of that page were by then, nobody knows.
	if to.carried < 300 || to.carried >= 400 {
		t.Errorf("%d were carried before the end", to.carried)
	}
	to.fails = nil
	item, err := bringLoops(t.Context(), t, from, to, awsimport.LoopOptions{Outputs: true})
	if err != nil || to.carried != 1050 || len(to.outputs) != 1050 || item.Loops[awsimport.Made]+item.Loops[awsimport.Present] != 1050 {
		t.Errorf("%v: %d carried, %d outputs, %s", err, to.carried, len(to.outputs), counts(item))
	}
	if l := to.there["loop-7"]; !l.HasInput || to.largest != 100 {
		t.Errorf("%+v, %d at once", l, to.largest)
	}
}

// What an import keeps does not grow with the number of loops: it names a few, and tells
// of all.
func TestFewLoopsAreNamedAndAllAreTold(t *testing.T) {
	from, to := many(1000), none()
	to.fails = func(string) error { return errors.New("no") }
	told := 0
	item, err := bringLoops(t.Context(), t, from, to, awsimport.LoopOptions{Told: func(awsimport.Item) { told++ }})
	if err != nil || told != 1000 || len(item.Notes) != 21 || item.Notes[0] != "loop-0: no" || !strings.Contains(item.Notes[20], "--loops-report") || item.State != awsimport.Failed {
		t.Errorf("%v: %d told, %+v", err, told, item)
	}
}

func TestEachLoopByWhatItIs(t *testing.T) {
	loop := func(name, status string) awsimport.Loop {
		return awsimport.Loop{HumanLoopName: name, HumanLoopStatus: status, CreationTime: began}
	}
	from, to := many(0), none()
	from.all = []awsimport.Loop{
		loop("gone", "Completed"), loop("failed", "Failed"), loop("open", "InProgress"), loop("unneeded", "InProgress"),
		loop("secret", "InProgress"), loop("stopping", "Stopping"), loop("other", "Completed"), loop("begun", "Completed"), loop("broken", "InProgress"),
	}
	to.there["other"] = awsimport.LoopThere{Loop: loop("other", "Stopped"), Carried: true}
	to.there["begun"] = awsimport.LoopThere{Loop: loop("begun", "Completed")}
	inputs := map[string]string{"open": "{}", "unneeded": "{}", "stopping": "{}", "broken": "{"}
	o := awsimport.LoopOptions{Outputs: true, Input: func(name string) ([]byte, error) {
		if text, ok := inputs[name]; ok {
			return []byte(text), nil
		}
		return nil, nil
	}}
	item, err := bringLoops(t.Context(), t, from, to, o)
	if err != nil || counts(item) != "[cannot be carried:3 failed:1 made:3 there and different:2]" || item.State != awsimport.Failed {
		t.Errorf("%v: %s", err, counts(item))
	}
	for i, want := range []string{
		"gone: its output is not there any more: s3://reviews/gone", "open: begun anew; it goes on at the source too", "unneeded: none of the conditions",
		"secret: it is InProgress, and Amazon does not give its input back", "stopping: it is Stopping: let it end there",
		"other: different: HumanLoopStatus", "begun: different: began here", "broken: its file in the folder of --inputs is not JSON",
	} {
		if i >= len(item.Notes) || !strings.HasPrefix(item.Notes[i], want) {
			t.Errorf("note %d is not %q: %q", i, want, item.Notes)
		}
	}
	if l := to.there["failed"]; !l.Carried || l.HasInput {
		t.Errorf("%+v", l)
	}
}

// Where objects are in a store outside, outputs stay there, but inputs are read of them.
func TestOutputsOutsideStayThere(t *testing.T) {
	from, to := many(3), none()
	to.outside = true
	item, err := bringLoops(t.Context(), t, from, to, awsimport.LoopOptions{Outputs: true})
	if err != nil || counts(item) != "[made:3]" || len(to.outputs) != 0 || !to.there["loop-2"].HasInput {
		t.Errorf("%v: %s, %v", err, counts(item), to.outputs)
	}
	if item, err = bringLoops(t.Context(), t, from, to, awsimport.LoopOptions{Outputs: true}); err != nil || counts(item) != "[there already:3]" {
		t.Errorf("%v: %s", err, counts(item))
	}
}

func TestLoopsOfAFlowDefinitionThatDidNotComeStay(t *testing.T) {
	from, to := many(150), none()
	from.of = "deleting"
	item, err := bringLoops(t.Context(), t, from, to, awsimport.LoopOptions{})
	if err != nil || counts(item) != "[cannot be carried:150]" || item.Notes[0] != "loop-0: the flow definition deleting is not there" || to.carried != 0 {
		t.Errorf("%v: %+v", err, item)
	}
}
