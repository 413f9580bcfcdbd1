package event_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"foureyes/internal/event"
	"foureyes/internal/humanloop"
	"foureyes/internal/job"
)

func TestEachTargetThatWantsAnEventGetsItOnce(t *testing.T) {
	w := newWorld(t)
	wanted := map[string]*listener{}
	for name, c := range map[string]struct {
		change func(*event.NewTarget)
		wants  bool
	}{
		"all":             {func(*event.NewTarget) {}, true},
		"its-region":      {func(n *event.NewTarget) { n.Region = "eu-west-1" }, true},
		"another-region":  {func(n *event.NewTarget) { n.Region = "eu-west-2" }, false},
		"another-account": {func(n *event.NewTarget) { n.Account = "000000000043" }, false},
		"its-status":      {func(n *event.NewTarget) { n.Pattern = `{"detail":{"humanLoopStatus":["Completed"]}}` }, true},
		"another-status":  {func(n *event.NewTarget) { n.Pattern = `{"detail":{"humanLoopStatus":["Failed"]}}` }, false},
		"disabled":        {func(*event.NewTarget) {}, false},
	} {
		l := listen(t)
		w.add(t, name, l.URL, c.change)
		if wanted[name] = l; !c.wants {
			defer func() {
				if ids, _ := l.got(); len(ids) > 0 {
					t.Errorf("%s got %v", name, ids)
				}
			}()
			delete(wanted, name)
		}
	}
	if err := w.Disable(t.Context(), "disabled", w.clock()); err != nil {
		t.Fatal(err)
	}
	w.ends(t, "loop-1")
	if n := w.deliver(t) + w.deliver(t); n != len(wanted) {
		t.Errorf("%d deliveries", n)
	}
	want, err := event.StatusChange(aLoop(humanloop.Completed), aFlow())
	if err != nil {
		t.Fatal(err)
	}
	for name, l := range wanted {
		ids, bodies := l.got()
		if len(ids) != 1 || ids[0] != want.ID || bodies[0] != string(want.Body) {
			t.Errorf("%s got %v %v", name, ids, bodies)
		}
	}
}

func TestLoopsEndWithoutAnyTarget(t *testing.T) {
	w := newWorld(t)
	w.ends(t, "loop-1")
	if rows := w.waiting(t); len(rows) > 0 {
		t.Error(rows)
	}
	if err := w.Handlers()[humanloop.SendEventKind](t.Context(), "unknown", w.clock()); err == nil {
		t.Error("a loop that is not there has an event")
	}
}

func TestEventThatIsNotTakenComesAgain(t *testing.T) {
	w, l := newWorld(t), listen(t)
	w.add(t, "shop", l.URL)
	l.will(http.StatusInternalServerError)
	w.ends(t, "loop-1")
	for attempt, wait := range []time.Duration{time.Second, 2 * time.Second, 4 * time.Second} {
		if w.deliver(t) != 1 {
			t.Fatalf("attempt %d was not made", attempt+1)
		}
		saved := w.waiting(t)[0]
		if retry := saved.DueAt.Sub(w.clock()); retry != wait || !strings.Contains(saved.LastError, "answered 500") {
			// The hold on the target knows no jitter, so the wait is exact.
			t.Errorf("attempt %d failed with %q and is repeated after %v, want %v", attempt+1, saved.LastError, retry, wait)
		}
		w.pass(wait - time.Millisecond)
		if n := w.deliver(t); n != 0 {
			t.Errorf("attempt %d comes too early", attempt+2)
		}
		w.pass(time.Millisecond)
	}
	l.will(http.StatusOK)
	if w.deliver(t) != 1 || len(w.waiting(t)) != 0 {
		t.Error("the event still waits")
	}
	ids, bodies := l.got()
	if len(ids) != 4 {
		t.Fatal(ids)
	}
	for i := range ids {
		if ids[i] != ids[0] || bodies[i] != bodies[0] {
			t.Errorf("attempt %d sent %s %s", i+1, ids[i], bodies[i])
		}
	}
}

func TestReceiverThatAsksForAPauseGetsIt(t *testing.T) {
	w, l := newWorld(t), listen(t)
	w.add(t, "shop", l.URL)
	l.will(http.StatusTooManyRequests, "Retry-After", "3600")
	w.ends(t, "loop-1")
	w.deliver(t)
	if retry := w.waiting(t)[0].DueAt.Sub(w.clock()); retry != time.Hour {
		t.Errorf("repeated after %v", retry)
	}
	// Another event does not disturb it meanwhile.
	w.loops["loop-2"] = aLoop(humanloop.Stopped)
	w.ends(t, "loop-2")
	w.deliver(t)
	if ids, _ := l.got(); len(ids) != 1 {
		t.Errorf("asked %d times", len(ids))
	}
	for _, j := range w.waiting(t) {
		if retry := j.DueAt.Sub(w.clock()); retry != time.Hour {
			t.Errorf("%s is repeated after %v", j.ID, retry)
		}
	}
}

func TestTargetThatFailsHoldsNoOtherUp(t *testing.T) {
	const loops = 2*job.AtOnce + 8
	w, good, bad := newWorld(t), listen(t), listen(t)
	w.add(t, "bad", bad.URL)
	w.add(t, "good", good.URL)
	bad.will(http.StatusBadGateway)
	for i := range loops {
		l := aLoop(humanloop.Completed)
		l.ID = fmt.Sprint("loop-", i)
		w.loops[l.ID] = l
		w.ends(t, l.ID)
	}
	tried := 0
	for n := w.deliver(t); n > 0; n = w.deliver(t) {
		tried += n
	}
	if tried != 2*loops {
		t.Errorf("%d deliveries were tried", tried)
	}
	if ids, _ := good.got(); len(ids) != loops {
		t.Errorf("the good one got %d events", len(ids))
	}
	// What was on its way together fails together; the others do not go.
	if ids, _ := bad.got(); len(ids) == 0 || len(ids) > job.AtOnce {
		t.Errorf("the bad one was asked %d times", len(ids))
	}
	before, _ := bad.got()
	bad.will(http.StatusOK)
	for range 2 * loops {
		w.pass(time.Minute)
		w.deliver(t)
	}
	if ids, _ := bad.got(); len(ids)-len(before) != loops || len(w.waiting(t)) != 0 {
		t.Errorf("when it works again it gets %d events, and %d wait", len(ids)-len(before), len(w.waiting(t)))
	}
}

func TestTargetThatIsSwitchedOffGetsItsEventsLater(t *testing.T) {
	w, l := newWorld(t), listen(t)
	w.add(t, "shop", l.URL)
	w.ends(t, "loop-1")
	if err := w.Disable(t.Context(), "shop", w.clock()); err != nil {
		t.Fatal(err)
	}
	w.deliver(t)
	if saved := w.waiting(t); len(saved) != 1 || saved[0].LastError != "the event target is disabled" {
		t.Errorf("%+v", saved)
	}
	if err := w.Enable(t.Context(), "shop"); err != nil {
		t.Fatal(err)
	}
	w.pass(time.Second)
	w.deliver(t)
	if ids, _ := l.got(); len(ids) != 1 || len(w.waiting(t)) != 0 {
		t.Errorf("got %v", ids)
	}
}

func TestTargetThatIsRemovedWantsNothing(t *testing.T) {
	w, l := newWorld(t), listen(t)
	w.add(t, "shop", l.URL)
	w.ends(t, "loop-1")
	if err := w.Remove(t.Context(), "shop"); err != nil {
		t.Fatal(err)
	}
	w.deliver(t)
	if ids, _ := l.got(); len(ids) != 0 || len(w.waiting(t)) != 0 {
		t.Errorf("got %v", ids)
	}
}

func TestBrokenDeliveryIsTold(t *testing.T) {
	w := newWorld(t)
	if err := w.Deliveries()[event.DeliverKind](t.Context(), "{", w.clock()); err == nil {
		t.Error("a broken payload was delivered")
	}
}
