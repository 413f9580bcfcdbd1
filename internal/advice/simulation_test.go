package advice

import (
	"math"
	"math/rand/v2"
	"testing"
)

// world is a model whose true rates are known: confidences are uniform on [0, 1), and
// wrong is the chance of an error at each.
type world struct {
	name  string
	wrong func(x float64) float64
	// risk is the true risk of a threshold.
	risk func(threshold float64) float64
	// found and broken are how many of the runs select a threshold, and how many of
	// these one whose true risk is too great.
	found, broken int
}

var worlds = []world{
	{
		"falling", // (1-x)^3/2, whose mean above t is (1-t)^3/8
		func(x float64) float64 { return (1 - x) * (1 - x) * (1 - x) / 2 },
		func(t float64) float64 { return (1 - t) * (1 - t) * (1 - t) / 8 },
		1000, 5,
	},
	{
		// Wrong hardly more often than the risk allows, everywhere: whatever is
		// selected is one threshold too many. No world asks more of the bound.
		"flat and just too wrong",
		func(float64) float64 { return simulatedRisk * 1.0001 },
		func(float64) float64 { return simulatedRisk * 1.0001 },
		24, 24,
	},
	{
		"a step at 0.6",
		func(x float64) float64 {
			if x < 0.6 {
				return 0.4
			}
			return simulatedRisk * 0.9
		},
		func(t float64) float64 {
			below := math.Max(0, 0.6-t)
			return (below*0.4 + (1-math.Max(t, 0.6))*simulatedRisk*0.9) / (1 - t)
		},
		41, 5,
	},
	{
		// The surest are wrong more often: the assumption of the search does not hold.
		"overconfident at the top",
		func(x float64) float64 {
			if x > 0.8 {
				return simulatedRisk * 1.3
			}
			return simulatedRisk * 0.9
		},
		func(t float64) float64 {
			top := math.Min(0.2, 1-t)
			return (top*simulatedRisk*1.3 + (1-t-top)*simulatedRisk*0.9) / (1 - t)
		},
		6, 6,
	},
}

const (
	simulatedRuns  = 1000
	simulatedPairs = 1000
	simulatedRisk  = 0.05
	simulatedLevel = 0.9
)

func (w world) sample(r *rand.Rand, n int) *Tally {
	t := NewTally()
	for range n {
		x := math.Floor(r.Float64()*1e6) / 1e6
		_ = t.Add(Pair{x, r.Float64() >= w.wrong(x)}) // x is a number
	}
	return t
}

// TestGuaranteeHoldsAsPublished runs the selection a thousand times on samples of
// known worlds, and counts how often the threshold's true risk is greater than the
// one asked for: at a confidence level of 90 %, it may be in 100 of the runs. The
// counts are those of the seeds.
func TestGuaranteeHoldsAsPublished(t *testing.T) {
	for _, w := range worlds {
		t.Run(w.name, func(t *testing.T) {
			t.Parallel()
			found, broken := 0, 0
			for seed := range simulatedRuns {
				pairs := w.sample(rand.New(rand.NewPCG(uint64(seed), 1)), simulatedPairs)
				a, err := Advise(pairs, Question{simulatedRisk, simulatedLevel}, Everything)
				if err != nil {
					t.Fatal(err)
				}
				if a.Outcome == Found {
					found++
					if w.risk(a.Threshold) > simulatedRisk {
						broken++
					}
				}
			}
			if found != w.found || broken != w.broken {
				t.Errorf("found a threshold in %d runs, with a greater risk in %d; want %d and %d", found, broken, w.found, w.broken)
			}
			if broken > simulatedRuns*(100-90)/100 {
				t.Errorf("the risk was greater in %d runs", broken)
			}
		})
	}
}

// Who halves the chance of an error pays with a higher threshold, and who has more
// answers gets a lower one: the means over the runs fall and rise with both.
func TestReviewFallsWithAnswersAndRisk(t *testing.T) {
	mean := func(pairs int, q Question) float64 {
		review := 0.0
		for seed := range 50 {
			a, err := Advise(worlds[0].sample(rand.New(rand.NewPCG(uint64(seed), 2)), pairs), q, Everything)
			if err != nil {
				t.Fatal(err)
			}
			if a.Outcome != Found {
				a.Review = 1
			}
			review += a.Review / 50
		}
		return review
	}
	base := mean(4000, Question{0.05, 0.95})
	// The best that any number of answers could do is 0.263: (1-t)^3/8 is 0.05 there.
	if base < 0.263 || base > 0.4 {
		t.Errorf("review %v of the traffic", base)
	}
	for what, greater := range map[string]float64{
		"fewer answers":  mean(1000, Question{0.05, 0.95}),
		"a smaller risk": mean(4000, Question{0.02, 0.95}),
		"surer":          mean(4000, Question{0.05, 0.9999}),
	} {
		if greater <= base {
			t.Errorf("%s: review %v, not more than %v", what, greater, base)
		}
	}
}
