package endurance

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// most is how many loops of a requester are open at most.
const most = 12

// requester is a program that starts human loops and looks after them, one request
// after the other.
type requester struct {
	*client

	rand   *rand.Rand
	number int
	made   int
	own    []*loop
}

// work goes on until the world ends.
func (r *requester) work(t *testing.T) {
	for !over(r.world.ending) && !t.Failed() {
		r.own = slices.DeleteFunc(r.own, func(o *loop) bool { return o.remove == known })
		open := r.open()
		switch pick := r.rand.IntN(100); {
		case open < most && pick < 55 || len(r.own) == 0:
			r.begin(t)
		case pick < 65:
			r.startAgain(t, r.any())
		case pick < 70:
			r.stop(t, r.any())
		case pick < 78:
			r.remove(t, r.any())
		default:
			r.describe(t, r.any())
		}
	}
}

func (r *requester) any() *loop { return r.own[r.rand.IntN(len(r.own))] }

func (r *requester) open() int {
	n := 0
	for _, o := range r.own {
		if o.final == "" {
			n++
		}
	}
	return n
}

// begin starts a loop of a new name.
func (r *requester) begin(t *testing.T) {
	r.made++
	name := fmt.Sprintf("loop-%d-%d", r.number, r.made)
	text, err := json.Marshal(map[string]any{"text": name, "salt": r.rand.Uint32()})
	if err != nil {
		t.Error(err)
		return
	}
	o := r.world.ledger.add(name, r.world.flows[r.rand.IntN(len(r.world.flows))], string(text))
	r.own = append(r.own, o)
	r.start(t, o)
	if o.start == maybe && r.rand.IntN(2) == 0 { // or nobody ever asks
		r.start(t, o)
	}
}

// startAgain repeats a start, as a program does that has not heard the answer.
func (r *requester) startAgain(t *testing.T, o *loop) {
	if o.remove == never { // the name would be free
		r.start(t, o)
	}
}

func (r *requester) start(t *testing.T, o *loop) {
	a := r.call(t, "POST", "/human-loops", map[string]any{
		"HumanLoopName": o.name, "FlowDefinitionArn": o.flow.arn(),
		"HumanLoopInput": map[string]any{"InputContent": o.input},
	})
	r.change(o, func() { o.start.learn(a) })
	if !a.ok() {
		// Once the loop is over the name is refused, which tells that it was started.
		if a.status != 400 || o.start == never {
			r.refused(t, "start", o, a)
		}
		return
	}
	var out struct{ HumanLoopArn string }
	a.into(t, &out)
	if o.arn != "" && o.arn != out.HumanLoopArn {
		t.Errorf("%s was %s and is %s", o.name, o.arn, out.HumanLoopArn)
	}
	o.arn = out.HumanLoopArn
}

// stop is refused, rightly, when the loop is over or its output is being written.
func (r *requester) stop(t *testing.T, o *loop) {
	if o.remove != never || o.start != known {
		return
	}
	a := r.call(t, "POST", "/human-loops/stop", map[string]any{"HumanLoopName": o.name})
	r.change(o, func() { o.stop.learn(a) })
	if a.status != 400 {
		r.refused(t, "stop", o, a)
	}
}

func (r *requester) remove(t *testing.T, o *loop) {
	if o.final == "" || o.remove != never {
		return
	}
	a := r.call(t, "DELETE", "/human-loops/"+o.name, nil)
	r.change(o, func() { o.remove.learn(a) })
	r.refused(t, "delete", o, a)
}

// describe must tell of each loop that was acknowledged and is not deleted.
func (r *requester) describe(t *testing.T, o *loop) {
	a := r.call(t, "GET", "/human-loops/"+o.name, nil)
	switch {
	case a.ok():
	case a.status == 404 && o.remove != never:
		r.change(o, func() { o.remove = known })
		return
	case a.status == 404 && o.start != known:
		return
	default:
		r.refused(t, "describe", o, a)
		return
	}
	var is described
	a.into(t, &is)
	r.change(o, func() { is.judge(t, o) })
}

// described is DescribeHumanLoop's answer.
type described struct {
	HumanLoopStatus string
	FailureCode     string
	HumanLoopOutput struct{ OutputS3Uri string }
}

// judge holds an answer against what is known, and learns from it.
func (d described) judge(t *testing.T, o *loop) {
	t.Helper()
	o.start = known
	if o.outputs != "" && o.outputs != d.HumanLoopOutput.OutputS3Uri {
		t.Errorf("%s had its output at %s and has it at %s", o.name, o.outputs, d.HumanLoopOutput.OutputS3Uri)
	}
	o.outputs = d.HumanLoopOutput.OutputS3Uri
	switch d.HumanLoopStatus {
	case "InProgress", "Stopping":
		if o.final != "" {
			t.Errorf("%s was %s and is %s", o.name, o.final, d.HumanLoopStatus)
		}
	case "Completed", "Stopped":
		if o.final != "" && o.final != d.HumanLoopStatus {
			t.Errorf("%s was %s and is %s", o.name, o.final, d.HumanLoopStatus)
		}
		o.final = d.HumanLoopStatus
	default:
		t.Errorf("%s is %s %s", o.name, d.HumanLoopStatus, d.FailureCode)
	}
}

// change writes what is known of a loop.
func (r *requester) change(_ *loop, do func()) {
	r.world.ledger.mu.Lock()
	defer r.world.ledger.mu.Unlock()
	do()
}

// refused tells of an answer that should have been success, or none at all.
func (r *requester) refused(t *testing.T, what string, o *loop, a answer) {
	t.Helper()
	if !a.ok() && !a.doubt() && !r.world.endures(a) {
		t.Errorf("%s %s (start %d, stop %d, delete %d, %s): %d %s", what, o.name, o.start, o.stop, o.remove, o.final, a.status, a.body)
	}
}
