package advice

import (
	"encoding/json"
	"testing"

	"pgregory.net/rapid"

	"github.com/google/go-cmp/cmp"
)

// A report says all there is to say: advice comes back from it as it was.
func TestReportsLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := advise(t, draw(t), Question{0.1, 0.9})
		text, err := json.Marshal(Result{Advice: a, Loops: 7, Skipped: []Skipped{{"why", 2}}}.Report())
		if err != nil {
			t.Fatal(err)
		}
		var r Report
		if err := json.Unmarshal(text, &r); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, r.Advice()); diff != "" {
			t.Fatal(diff)
		}
		if r.HumanLoops != 7 || len(r.Skipped) != 1 || r.Sentence != a.Sentence() || len(r.Assumptions) == 0 {
			t.Fatalf("%+v", r)
		}
	})
}
