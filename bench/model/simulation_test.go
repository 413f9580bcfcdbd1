package model_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"foureyes/bench/model"
)

// The arithmetic and the game agree, from one caller to far more than there are
// processors, on fast and slow disks. Predict does not know that a writer has to wait for
// one of two busy processors, so there it is the less exact one.
func TestSimulationAgreesWithPrediction(t *testing.T) {
	for _, test := range []struct {
		life   model.Life
		cores  int
		within float64
	}{
		{model.Life{CPU: 0.0024, Writer: 0.0008, Commits: 3, Sync: 0.00014}, 2, 0.1},
		{model.Life{CPU: 0.0024, Writer: 0.0008, Commits: 3, Sync: 0.00014}, 8, 0.1},
		{model.Life{CPU: 0.0024, Writer: 0.0008, Commits: 3, Sync: 0.002}, 2, 0.2},
		{model.Life{CPU: 0.0024, Writer: 0.0008, Commits: 3, Sync: 0.002}, 8, 0.1},
		{model.Life{CPU: 0.0089, Commits: 3, Sync: 0.00014}, 2, 0.1},
		{model.Life{CPU: 0.0089, Commits: 3, Sync: 0.00014}, 8, 0.1},
		{model.Life{CPU: 0.0089, Commits: 3, Sync: 0.01}, 2, 0.1},
		{model.Life{CPU: 0.0089, Commits: 3, Sync: 0.01}, 8, 0.1},
	} {
		for _, callers := range []int{1, 4, 16, 64} {
			predicted := test.life.Predict(float64(test.cores), callers).Rate
			played := test.life.Simulate(test.cores, callers, 5_000, rand.New(rand.NewPCG(1, 2))).Rate
			if math.Abs(played/predicted-1) > test.within {
				t.Errorf("%+v, %d cores, %d callers: %.0f in a second played, %.0f predicted", test.life, test.cores, callers, played, predicted)
			}
		}
	}
}

func TestSimulationOfTheSameSeedIsTheSame(t *testing.T) {
	play := func() float64 { return life.Simulate(2, 8, 1000, rand.New(rand.NewPCG(3, 4))).Rate }
	if a, b := play(), play(); a != b {
		t.Errorf("%v, then %v", a, b)
	}
}
