package advice

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// However coarse the steps, counting what is at or above a threshold gives the same
// before and after the rounding.
func TestRoundingKeepsThresholdsTrue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.Float64Range(-1000, 1000), 1, 50).Draw(t, "confidences")
		tally := NewTally()
		for i, x := range xs {
			if err := tally.Add(Pair{x, i%3 > 0}); err != nil {
				t.Fatal(err)
			}
		}
		for range rapid.IntRange(0, 8).Draw(t, "coarser") {
			tally.coarsen()
		}
		for _, l := range tally.levels() {
			n := int64(0)
			for _, x := range xs {
				if x >= l.threshold {
					n++
				}
			}
			if n != l.n {
				t.Fatalf("%d at or above %v, counted %d", n, l.threshold, l.n)
			}
		}
	})
}

func TestTallyStaysSmall(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	tally := NewTally()
	for range 300_000 {
		if err := tally.Add(Pair{r.Float64(), true}); err != nil {
			t.Fatal(err)
		}
	}
	if len(tally.cells) > mostDistinct || len(tally.cells) < 9_000 || tally.Len() != 300_000 {
		t.Errorf("%d cells for %d pairs", len(tally.cells), tally.Len())
	}
}

func TestDecimalsStayAsTheyAre(t *testing.T) {
	for _, x := range []float64{0.83, 0.1, 0.29, 0.57, 0.58, 1.1, 99.99, -0.3, 0, 1, 1e9, -1e9, 0.000001} {
		if got := value(stepsDown(x, finest), finest); got != x {
			t.Errorf("%v became %v", x, got)
		}
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 2e9} {
		if err := NewTally().Add(Pair{Confidence: x}); err == nil {
			t.Errorf("%v was counted", x)
		}
	}
}

func BenchmarkAdvise(b *testing.B) {
	const pairs = 1_000_000
	r := rand.New(rand.NewPCG(1, 1))
	all := make([]Pair, pairs)
	for i := range all {
		x := r.Float64()
		all[i] = Pair{x, r.Float64() < 0.5+x/2}
	}
	for b.Loop() {
		t := NewTally()
		for _, p := range all {
			if err := t.Add(p); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := Advise(t, Question{0.05, 0.95}, Everything); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)*pairs/b.Elapsed().Seconds(), "pairs/s")
}
