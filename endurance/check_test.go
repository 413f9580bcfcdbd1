package endurance

import (
	"bytes"
	"encoding/json"
	"testing"
)

// check compares all that clients were told with what is there, through the APIs.
// Nothing may be in progress any more.
func (w *world) check(t *testing.T) {
	t.Helper()
	w.ledger.mu.Lock()
	defer w.ledger.mu.Unlock()
	listed, outputs := w.list(t), w.outputs(t)
	for name := range listed {
		if w.ledger.loops[name] == nil {
			t.Errorf("%s is there, and nobody has started it", name)
		}
	}
	var kept, gone, doubtful, answers int
	for name, o := range w.ledger.loops {
		w.checkThere(t, o, listed[name])
		w.checkOutput(t, o, listed[name], outputs)
		delete(outputs, name)
		switch {
		case listed[name] == "" && o.remove == never:
			doubtful++
		case listed[name] == "":
			gone++
		default:
			kept++
		}
		answers += len(o.given())
	}
	for name := range outputs {
		t.Errorf("there is an output of %s, and nobody has started it", name)
	}
	t.Logf("%d loops are there, %d were deleted, %d starts came to nothing, %d answers were acknowledged", kept, gone, doubtful, answers)
}

// checkThere holds a loop's place in the list, and its description, against what
// was acknowledged.
func (w *world) checkThere(t *testing.T, o *loop, listed string) {
	t.Helper()
	if listed == "" {
		if o.start == known && o.remove == never {
			t.Errorf("%s was acknowledged (%s) and is gone", o.name, o.final)
		}
		if a := w.operator.call(t, "GET", "/human-loops/"+o.name, nil); a.status != 404 {
			t.Errorf("%s is not listed, and is described: %d %s", o.name, a.status, a.body)
		}
		return
	}
	if o.remove == known {
		t.Errorf("%s was deleted and is %s", o.name, listed)
	}
	var is described
	w.operator.must(t, "GET", "/human-loops/"+o.name, nil, &is)
	is.judge(t, o)
	if is.HumanLoopStatus != listed || o.final == "" {
		t.Errorf("%s is described as %s and listed as %s", o.name, is.HumanLoopStatus, listed)
	}
	if o.stop == known && o.final != "Stopped" || o.stop == never && o.final != "Completed" {
		t.Errorf("%s is %s, and its stop was %d", o.name, o.final, o.stop)
	}
}

// output is output.json.
type output struct {
	HumanLoopName string
	InputContent  json.RawMessage
	HumanAnswers  []struct {
		WorkerID      string
		AnswerContent json.RawMessage
	}
}

// checkOutput holds the output document against the answers: those that were
// acknowledged are in it, each worker's once, and no others.
func (w *world) checkOutput(t *testing.T, o *loop, listed string, outputs map[string]document) {
	t.Helper()
	doc, there := outputs[o.name]
	if !there {
		if n := len(o.given()); n > 0 || listed == "Completed" {
			t.Errorf("%s is %q with %d answers and has no output", o.name, listed, n)
		}
		return
	}
	if o.outputs != "" && o.outputs != doc.uri {
		t.Errorf("%s has its output at %s, and told %s", o.name, doc.uri, o.outputs)
	}
	var out output
	if err := json.Unmarshal(doc.text, &out); err != nil {
		t.Errorf("the output of %s: %v: %s", o.name, err, doc.text)
		return
	}
	if out.HumanLoopName != o.name || !sameJSON(out.InputContent, []byte(o.input)) {
		t.Errorf("the output of %s is about something else: %s", o.name, doc.text)
	}
	if n := len(out.HumanAnswers); n == 0 || n > o.flow.count || listed == "Completed" && n != o.flow.count {
		t.Errorf("%s is %q and its output has %d answers of %d", o.name, listed, n, o.flow.count)
	}
	o.checkAnswers(t, out)
}

func (o *loop) checkAnswers(t *testing.T, out output) {
	t.Helper()
	found := map[string]string{}
	for _, a := range out.HumanAnswers {
		if _, twice := found[a.WorkerID]; twice {
			t.Errorf("%s has two answers of %s", o.name, a.WorkerID)
		}
		found[a.WorkerID] = string(a.AnswerContent)
		if o.answers[a.WorkerID][string(a.AnswerContent)] == never {
			t.Errorf("%s has an answer that %s did not give: %s", o.name, a.WorkerID, a.AnswerContent)
		}
	}
	for worker, contents := range o.answers {
		for content, f := range contents {
			if f == known && found[worker] != content {
				t.Errorf("the answer %s of %s to %s was acknowledged; the output has %q", content, worker, o.name, found[worker])
			}
		}
	}
}

func sameJSON(a, b []byte) bool {
	var x, y bytes.Buffer
	return json.Compact(&x, a) == nil && json.Compact(&y, b) == nil && bytes.Equal(x.Bytes(), y.Bytes())
}
