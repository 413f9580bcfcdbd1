package humanloop

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/fault"
)

// aCarried is a request to carry a loop of aFlow that was completed elsewhere.
func aCarried() CarryRequest {
	return CarryRequest{
		Account: "000000000042", Region: "eu-west-1", Principal: "ines", FlowName: "invoice-check", Name: "old-1",
		Status: Completed, CreatedAt: noon.Add(-48 * time.Hour), Input: `{"n":1}`,
	}
}

func TestACarriedLoopIsOverAndNothingFollows(t *testing.T) {
	r := aCarried()
	l, err := carry("loop-9", r, aFlow(), noon)
	want := Loop{
		ID: "loop-9", Account: r.Account, Region: r.Region, Name: "old-1", FlowID: "flow-1", Status: Completed, TaskCount: 2,
		InputSHA256: l.InputSHA256, CreatedBy: "ines", CreatedAt: r.CreatedAt, EndedAt: noon,
		OutputURI: "s3://out/reviews/invoice-check/2026/02/01/12/00/00/old-1/output.json",
	}
	if diff := cmp.Diff(want, l); err != nil || diff != "" {
		t.Errorf("%v %s", err, diff)
	}
	if !l.Carried() || !l.KnowsInput() || l.OpenSlots() != 0 || aLoop().Carried() {
		t.Errorf("%+v", l)
	}
	r.Input, r.OutputURI = "", "s3://elsewhere/x.json"
	l, err = carry("loop-9", r, aFlow(), noon)
	if uri, of := OutputURI(aFlow(), l); err != nil || of != nil || uri != r.OutputURI || l.KnowsInput() {
		t.Errorf("%v, %v: %+v", err, of, l)
	}
}

func TestWhatCannotBeCarried(t *testing.T) {
	for text, change := range map[string]func(*CarryRequest){
		"it is InProgress, and only one that is over can be":        func(r *CarryRequest) { r.Status = InProgress },
		"it is Completed and has a reason of failure":               func(r *CarryRequest) { r.FailureReason = "x" },
		"it was created at 2026-02-03T12:00:01Z, which is not over": func(r *CarryRequest) { r.CreatedAt = noon.Add(time.Second) },
		"it was created at 0001-01-01T00:00:00Z, which is not over": func(r *CarryRequest) { r.CreatedAt = time.Time{} },
		`"https://out/x" is no S3 URI`:                              func(r *CarryRequest) { r.OutputURI = "https://out/x" },
		"its input is not valid JSON":                               func(r *CarryRequest) { r.Input = "{" },
	} {
		r := aCarried()
		change(&r)
		wantRefusal(t, r.check(noon), fault.Invalid, "Human loop old-1 cannot be carried: "+text+".")
	}
	if err := aCarried().check(noon); err != nil {
		t.Error(err)
	}
}

func TestCarryingAgain(t *testing.T) {
	whole, err := carry("loop-9", aCarried(), aFlow(), noon)
	if err != nil {
		t.Fatal(err)
	}
	with := func(change func(*Loop)) Loop {
		l := whole
		change(&l)
		return l
	}
	bare := with(func(l *Loop) { l.InputSHA256 = []byte{} })
	for name, c := range map[string]struct {
		old, wanted Loop
		lacks, ok   bool
	}{
		"the same":              {whole, with(func(l *Loop) { l.ID, l.EndedAt = "loop-10", noon.Add(time.Hour) }), false, true},
		"without input":         {whole, bare, false, true},
		"an input that lacked":  {bare, whole, true, true},
		"still none":            {bare, bare, false, true},
		"another input":         {whole, with(func(l *Loop) { l.InputSHA256 = []byte{1} }), false, false},
		"another status":        {whole, with(func(l *Loop) { l.Status = Stopped }), false, false},
		"another time":          {whole, with(func(l *Loop) { l.CreatedAt = noon }), false, false},
		"another reason":        {whole, with(func(l *Loop) { l.FailureReason = "x" }), false, false},
		"another output":        {whole, with(func(l *Loop) { l.OutputURI = "s3://x/y" }), false, false},
		"of another flow":       {whole, with(func(l *Loop) { l.FlowID = "flow-2" }), false, false},
		"one that began here":   {with(func(l *Loop) { l.OutputURI = "" }), whole, false, false},
		"one that is open here": {aLoop(), whole, false, false},
	} {
		lacks, err := carryAgain(c.old, c.wanted)
		if lacks != c.lacks || (err == nil) != c.ok || err != nil && !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v, %v", name, lacks, err)
		}
	}
}
