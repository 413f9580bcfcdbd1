package advice

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"foureyes/internal/fault"
)

func tallyOf(t interface{ Fatal(...any) }, pairs []Pair) *Tally {
	tally := NewTally()
	for _, p := range pairs {
		if err := tally.Add(p); err != nil {
			t.Fatal(err)
		}
	}
	return tally
}

func advise(t interface{ Fatal(...any) }, pairs []Pair, q Question) Advice {
	a, err := Advise(tallyOf(t, pairs), q, Everything)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// grades are n pairs of each confidence, wrong of them wrong.
func grades(n int, wrong map[float64]int) []Pair {
	var pairs []Pair
	for x, w := range wrong {
		for i := range n {
			pairs = append(pairs, Pair{x, i >= w})
		}
	}
	return pairs
}

func TestAdvise(t *testing.T) {
	half := Question{0.05, 0.95}
	steep := map[float64]int{0.5: 90, 0.6: 60, 0.7: 25, 0.8: 9, 0.9: 2, 0.95: 1, 0.99: 0}
	tests := map[string]struct {
		pairs    []Pair
		question Question
		outcome  Outcome
		said     string
	}{
		"a threshold": {
			grades(200, steep), half, Found,
			"To keep errors under 5 % at 95 % confidence, review everything below 0.8: 43 % of the traffic. " +
				"Of 1,400 judged predictions, 187 were wrong; of the 800 at 0.8 or above, 12 were wrong. Their true rate of errors is at most 3.1 %. " +
				"If further answers are like these, less needs review: with 1,400 more about 29 % (below 0.7).",
		},
		"fewer answers": {
			grades(50, map[float64]int{0.5: 20, 0.6: 15, 0.7: 6, 0.8: 1, 0.9: 0, 0.95: 0}), half, Found,
			"To keep errors under 5 % at 95 % confidence, review everything below 0.8: 50 % of the traffic. " +
				"Of 300 judged predictions, 42 were wrong; of the 150 at 0.8 or above, 1 was wrong. Their true rate of errors is at most 4.8 %. " +
				"If further answers are like these, less needs review: with 2,100 more about 33 % (below 0.7).",
		},
		"all right": {
			grades(300, map[float64]int{0.5: 0, 1: 0}), half, Found,
			"To keep errors under 5 % at 95 % confidence, nothing needs review. Of 600 judged predictions, none was wrong; of the 600 at 0.5 or above, none was wrong. Their true rate of errors is at most 0.88 %.",
		},
		"one confidence for all": {
			grades(1000, map[float64]int{0.7: 20}), half, Found,
			"To keep errors under 5 % at 95 % confidence, nothing needs review. Of 1,000 judged predictions, 20 were wrong; of the 1,000 at 0.7 or above, 20 were wrong. Their true rate of errors is at most 3.5 %.",
		},
		"all wrong": {
			grades(300, map[float64]int{0.5: 300, 1: 300}), half, None,
			"To keep errors under 5 % at 95 % confidence, review everything: no threshold is known to be safe. Of 600 judged predictions, 600 were wrong. " +
				"More answers like these would not help: also the surest predictions are wrong too often.",
		},
		"surest just too wrong for their number": {
			grades(60, map[float64]int{0.5: 30, 0.6: 20, 0.9: 1}), half, None,
			"To keep errors under 5 % at 95 % confidence, review everything: no threshold is known to be safe. Of 180 judged predictions, 51 were wrong. " +
				"If further answers are like these, less needs review: with 1,260 more about 67 % (below 0.9).",
		},
		"too few": {
			grades(20, map[float64]int{0.9: 0}), half, TooFew,
			"To keep errors under 5 % at 95 % confidence, review everything for now: 20 judged predictions are too few, as at least 97 without a mistake are needed. " +
				"Of 20 judged predictions, none was wrong. If further answers are like these, less needs review: with 140 more nothing (below 0.9).",
		},
		"none": {
			nil, half, TooFew,
			"To keep errors under 5 % at 95 % confidence, review everything for now: 0 judged predictions are too few, as at least 97 without a mistake are needed. Of 0 judged predictions, none was wrong. ",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := advise(t, test.pairs, test.question)
			said := strings.TrimSpace(a.Sentence() + " " + a.Details() + " " + a.Narrowing())
			if a.Outcome != test.outcome || said != strings.TrimSpace(test.said) {
				t.Errorf("%s\n got %s\nwant %s", a.Outcome, said, test.said)
			}
			if len(a.Assumptions()) != 5 {
				t.Errorf("assumptions: %q", a.Assumptions())
			}
		})
	}
}

func TestBasesAreNamed(t *testing.T) {
	for b, want := range map[Basis]string{Everything: "of the traffic.", Sampled: "of the traffic.", Conditioned: "of what was reviewed.", Given: "of what was given."} {
		a := advise(t, grades(200, map[float64]int{0.5: 100, 0.9: 0}), Question{0.05, 0.95})
		a.Basis = b
		if !strings.HasSuffix(a.Sentence(), "50 % "+want) {
			t.Errorf("%s: %s", b, a.Sentence())
		}
	}
}

func TestQuestionsAreChecked(t *testing.T) {
	for _, q := range []Question{{0, 0.9}, {1, 0.9}, {-1, 0.9}, {math.NaN(), 0.9}, {0.1, 1}, {0.1, 0.4}, {0.1, math.NaN()}} {
		if _, err := Advise(NewTally(), q, Everything); !fault.Is(err, fault.Invalid) {
			t.Errorf("%v: %v", q, err)
		}
	}
}

// draw makes pairs with many ties, of which the surer ones are right more often.
func draw(t *rapid.T) []Pair {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	n := rapid.IntRange(0, 600).Draw(t, "n")
	kinds := rapid.IntRange(1, 50).Draw(t, "kinds")
	top := rapid.Float64Range(0.5, 1).Draw(t, "top")
	pairs := make([]Pair, n)
	for i := range pairs {
		x := float64(r.IntN(kinds)) / float64(kinds)
		pairs[i] = Pair{x, r.Float64() < top*math.Sqrt(x)+0.1}
	}
	return pairs
}

func TestAdviceProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := draw(t)
		q := Question{rapid.Float64Range(0.01, 0.4).Draw(t, "risk"), rapid.Float64Range(0.5, 0.99).Draw(t, "level")}
		a := advise(t, pairs, q)
		above, wrong := int64(0), int64(0)
		for _, p := range pairs {
			if p.Confidence >= a.Threshold {
				above++
				if !p.Right {
					wrong++
				}
			}
		}
		if a.Outcome == Found && (above != a.Unreviewed || wrong != a.UnreviewedWrong || a.Bound > q.Risk+1e-9 ||
			math.Abs(a.Review-1+float64(above)/float64(len(pairs))) > 1e-9) {
			t.Fatalf("%d of %d wrong above it: %+v", wrong, above, a)
		}
		if q.Risk > 0.02 { // the most steps that a search may have
			a.checkCurve(t)
		}
		shuffled := slices.Clone(pairs)
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if diff := cmp.Diff(a, advise(t, shuffled, q)); diff != "" {
			t.Fatalf("another order: %s", diff)
		}
		// Another scale that keeps the order moves the threshold, and nothing else.
		scaled := slices.Clone(pairs)
		for i := range scaled {
			scaled[i].Confidence = 100*scaled[i].Confidence - 7
		}
		if b := advise(t, scaled, q); b.Outcome != a.Outcome || b.Review != a.Review || b.Bound != a.Bound {
			t.Fatalf("another scale: %+v, not %+v", b, a)
		}
	})
}

func (a Advice) checkCurve(t *rapid.T) {
	for i, p := range a.Curve {
		if p.Upper < p.Risk || p.Coverage <= 0 || p.Coverage > 1 || i > 0 && (p.Coverage <= a.Curve[i-1].Coverage || p.Threshold >= a.Curve[i-1].Threshold) {
			t.Fatalf("point %d of %+v", i, a.Curve)
		}
	}
	if len(a.Curve) > mostPoints+3 || len(a.Curve) > 0 && a.Curve[len(a.Curve)-1].Coverage != 1 {
		t.Fatalf("%d points", len(a.Curve))
	}
	if a.Outcome == Found && !slices.ContainsFunc(a.Curve, func(p Point) bool { return p.Threshold == a.Threshold }) {
		t.Fatalf("the threshold %v is not on the curve", a.Threshold)
	}
}

// With as many pairs as are needed, all right, a threshold is found; with one less none.
func TestNeededIsEnough(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := Question{rapid.Float64Range(0.005, 0.5).Draw(t, "risk"), rapid.Float64Range(0.5, 0.999).Draw(t, "level")}
		n := int(least(q))
		if a := advise(t, grades(n, map[float64]int{0.5: 0}), q); a.Outcome != Found || a.Needed != int64(n) {
			t.Fatalf("with %d: %s", n, a.Outcome)
		}
		if a := advise(t, grades(n-1, map[float64]int{0.5: 0}), q); a.Outcome != TooFew {
			t.Fatalf("with %d: %s", n-1, a.Outcome)
		}
	})
}

// Halving takes no more steps than delta is divided by, whatever it finds.
func TestSearchKeepsToItsSteps(t *testing.T) {
	for n := int64(1); n < 300; n++ {
		longest := 0
		for good := range n + 1 { // ranks from good on pass
			tries := 0
			for fails, passes := int64(0), n+1; passes-fails > 1; tries++ {
				if z := (fails + passes) / 2; z >= good {
					passes = z
				} else {
					fails = z
				}
			}
			longest = max(longest, tries)
		}
		if longest > steps(n) || steps(n) > longest+1 {
			t.Errorf("%d ranks take %d steps, not %d", n, longest, steps(n))
		}
	}
}
