package storetest

import (
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
	"foureyes/internal/humanloop"
	"foureyes/internal/page"
)

// carried is a loop that has ended elsewhere, a day before noon, and came here at noon.
func (h *house) carried(d flow.Definition) humanloop.Carried {
	l := h.newLoop(d, "old", noon.Add(-24*time.Hour))
	l.Status, l.FailureCode, l.FailureReason = humanloop.Failed, "Expired", "It took too long."
	l.DueAt, l.EndedAt, l.OutputURI = time.Time{}, noon, "s3://old/old"
	return humanloop.Carried{
		Loop: l, Input: "null", Flow: d,
		Again:  func(humanloop.Loop, humanloop.Loop) (bool, error) { return false, errTaken },
		Usable: func(flow.Definition, flow.Status) error { return nil },
	}
}

func carriedLoops(t *testing.T, h *house) {
	d := h.flow(t, "one")
	c := h.carried(d)
	added, err := h.CarryLoop(t.Context(), c)
	same(t, "whether it was added", true, added, err)
	got, err := h.Loop(t.Context(), account, region, "old")
	same(t, "by name", c.Loop, got, err)
	input, err := h.LoopInput(t.Context(), c.Loop.ID)
	same(t, "its input", "null", input, err)
	if n := h.openLoops(t, d); n != 0 {
		t.Errorf("%d loops are open", n)
	}
	due, err := h.DueLoops(t.Context(), noon.Add(1000*time.Hour), 9)
	same(t, "what is due", nil, due, err)
	jobs, err := h.ClaimJobs(t.Context(), noon, noon, 9)
	same(t, "what follows", nil, jobs, err)
	other := h.start(t, d, "new", noon)
	listed, err := h.ListLoops(t.Context(), d.ID, page.Query{Limit: 9})
	same(t, "the list", []humanloop.Loop{c.Loop, other}, listed, err)
	named, err := h.LoopsNamed(t.Context(), account, region, []string{"old", "none", "new"})
	same(t, "by names", []humanloop.Loop{other, c.Loop}, named, err)
	named, err = h.LoopsNamed(t.Context(), account, "us-east-1", []string{"old"})
	same(t, "by names, elsewhere", nil, named, err)
	ended, err := h.EndedLoops(t.Context(), d.ID, noon.Add(time.Millisecond), humanloop.Ended{}, 9)
	same(t, "what leaves", []humanloop.Ended{{ID: c.Loop.ID, At: noon}}, ended, err)
}

func carriedAgain(t *testing.T, h *house) {
	d := h.flow(t, "one")
	first := h.carried(d)
	first.Loop.InputSHA256 = []byte{}
	_, err := h.CarryLoop(t.Context(), first)
	must(t, err)
	again := h.carried(d)
	again.Loop.InputSHA256, again.Input = []byte{7}, `{"n":1}`
	_, err = h.CarryLoop(t.Context(), again)
	refused(t, "what the rule refuses", err, fault.Conflict)
	for _, lacks := range []bool{false, true} {
		again.Again = func(old, wanted humanloop.Loop) (bool, error) {
			if len(old.InputSHA256) == 0 {
				old.InputSHA256 = []byte{} // engines give nothing in two ways
			}
			same(t, "the old loop", first.Loop, old, nil)
			same(t, "the new loop", again.Loop, wanted, nil)
			return lacks, nil
		}
		added, err := h.CarryLoop(t.Context(), again)
		same(t, "whether it was added", lacks, added, err)
	}
	want := first.Loop
	want.InputSHA256 = []byte{7}
	got, err := h.Loop(t.Context(), account, region, "old")
	same(t, "with the input", want, got, err)
	input, err := h.LoopInput(t.Context(), first.Loop.ID)
	same(t, "the input", `{"n":1}`, input, err)
}

func carriedToNoFlow(t *testing.T, h *house) {
	d := h.flow(t, "one")
	c := h.carried(d)
	c.Usable = func(_ flow.Definition, s flow.Status) error {
		same(t, "its status", flow.Active, s, nil)
		return errRefused
	}
	_, err := h.CarryLoop(t.Context(), c)
	refused(t, "a flow that the rule refuses", err, fault.Invalid)
	c.Flow.ID = "unknown"
	_, err = h.CarryLoop(t.Context(), c)
	refused(t, "a flow that is not there", err, fault.NotFound)
	_, err = h.Loop(t.Context(), account, region, "old")
	refused(t, "the loop", err, fault.NotFound)
}
