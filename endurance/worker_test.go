package endurance

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"testing"
)

// worker is a person with a browser that does one thing after the other.
type worker struct {
	*client

	id   string
	rand *rand.Rand
	held map[string]*hold
	lost bool // an answer of next was: what is held must be asked for
}

// hold is a task in the hands of a worker.
type hold struct {
	id, loop string
	drafts   []string // the last one that was saved, then those that may have been
	given    bool     // it may have been given away already
}

// assignment is a task as the server tells of it.
type assignment struct {
	ID            string
	HumanLoopName string
	Draft         json.RawMessage
}

// work goes on until the world ends, and then does what is left.
func (p *worker) work(t *testing.T) {
	for !over(p.world.last) && !t.Failed() {
		p.step(t)
	}
	p.list(t)
	for !t.Failed() {
		for len(p.held) > 0 && !t.Failed() {
			p.submit(t, p.any())
		}
		if !p.next(t) {
			return
		}
	}
}

func (p *worker) step(t *testing.T) {
	if p.lost || p.rand.IntN(15) == 0 {
		p.list(t)
		return
	}
	if len(p.held) == 0 || len(p.held) < 3 && p.rand.IntN(3) == 0 {
		p.next(t)
		return
	}
	h := p.any()
	switch pick := p.rand.IntN(100); {
	case pick < 20:
		p.draft(t, h)
	case pick < 30:
		p.open(t, h)
	case pick < 40:
		p.giveBack(t, h, "release")
	case pick < 45:
		p.giveBack(t, h, "decline")
	default:
		p.submit(t, h)
	}
}

func (p *worker) any() *hold {
	ids := make([]string, 0, len(p.held))
	for id := range p.held {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return p.held[ids[p.rand.IntN(len(ids))]]
}

// next takes a task; false when none waits.
func (p *worker) next(t *testing.T) bool {
	a := p.call(t, "POST", "/api/v1/next", nil)
	switch {
	case a.status == 204:
		return false
	case a.ok():
		var task assignment
		a.into(t, &task)
		p.take(t, task)
	default:
		p.lost = true
		p.refused(t, "next", a)
	}
	return true
}

func (p *worker) take(t *testing.T, task assignment) {
	if p.held[task.ID] != nil {
		t.Errorf("%s was given to %s twice", task.ID, p.id)
	}
	for _, h := range p.held {
		if h.loop == task.HumanLoopName && !h.given {
			t.Errorf("%s holds %s twice", p.id, h.loop)
		}
	}
	p.held[task.ID] = &hold{id: task.ID, loop: task.HumanLoopName}
	p.world.ledger.held(t, task.HumanLoopName, task.ID)
}

// list compares what the server says this worker holds with what the worker knows,
// as a browser does that was opened anew.
func (p *worker) list(t *testing.T) {
	a := p.call(t, "GET", "/api/v1/assignments", nil)
	if !a.ok() {
		p.refused(t, "list", a)
		return
	}
	p.lost = false
	var out struct{ Assignments []assignment }
	a.into(t, &out)
	there := map[string]bool{}
	for _, task := range out.Assignments {
		there[task.ID] = true
		if p.held[task.ID] == nil {
			p.take(t, task)
		}
	}
	for id, h := range p.held {
		if there[id] {
			continue
		}
		if !h.given {
			t.Errorf("%s has lost %s of %s: %s", p.id, id, h.loop, a.body)
		}
		p.drop(t, h)
	}
}

func (p *worker) drop(t *testing.T, h *hold) {
	delete(p.held, h.id)
	p.world.ledger.ending(t, h.loop, h.id)
}

func (h *hold) path(step string) string { return "/api/v1/assignments/" + h.id + "/" + step }

func (p *worker) draft(t *testing.T, h *hold) {
	text, err := json.Marshal(map[string]any{"half": p.rand.Uint32()})
	if err != nil {
		t.Error(err)
		return
	}
	a := p.call(t, "PUT", h.path("draft"), map[string]any{"draft": json.RawMessage(text)})
	switch {
	case a.ok():
		h.drafts = []string{string(text)}
	case a.status == 410 && h.given:
		p.drop(t, h)
	default:
		if len(h.drafts) == 0 {
			h.drafts = []string{""}
		}
		h.drafts = append(h.drafts, string(text))
		p.refused(t, "draft", a)
	}
}

// open reads a task as another browser would, which must show the last draft.
func (p *worker) open(t *testing.T, h *hold) {
	a := p.call(t, "GET", "/api/v1/assignments/"+h.id, nil)
	if !a.ok() {
		p.refused(t, "open", a)
		return
	}
	var task assignment
	a.into(t, &task)
	var draft bytes.Buffer
	if len(task.Draft) > 0 {
		if err := json.Compact(&draft, task.Draft); err != nil {
			t.Error(err)
		}
	}
	if len(h.drafts) > 0 && !h.given && !slices.Contains(h.drafts, draft.String()) {
		t.Errorf("the draft of %s is %q, none of %q", h.id, draft.String(), h.drafts)
	}
}

// submit hands in the answer of this assignment, which is always the same.
func (p *worker) submit(t *testing.T, h *hold) {
	content := `{"note":"` + h.id + ` by ` + p.id + `"}`
	p.world.ledger.ending(t, h.loop, h.id)
	a := p.call(t, "POST", h.path("submit"), map[string]any{"answerContent": json.RawMessage(content)})
	p.world.ledger.answered(t, h.loop, p.id, content, a)
	p.gave(t, h, "submit", a)
}

func (p *worker) giveBack(t *testing.T, h *hold, how string) {
	p.world.ledger.ending(t, h.loop, h.id)
	p.gave(t, h, how, p.call(t, "POST", h.path(how), nil))
}

// gave takes in how a task was given away.
func (p *worker) gave(t *testing.T, h *hold, how string, a answer) {
	switch {
	case a.ok(), a.status == 410 && h.given:
		delete(p.held, h.id)
	case a.doubt() || a.broken():
		h.given = true
		p.refused(t, how, a)
	default:
		p.refused(t, how+" "+h.loop, a)
		delete(p.held, h.id)
	}
}

// refused tells of an answer that should have been success, or none at all.
func (p *worker) refused(t *testing.T, what string, a answer) {
	t.Helper()
	if !a.ok() && !a.doubt() && !p.world.endures(a) {
		t.Errorf("%s of %s: %d %s", what, p.id, a.status, a.body)
	}
}
