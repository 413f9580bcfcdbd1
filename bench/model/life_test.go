package model_test

import (
	"math"
	"testing"

	"foureyes/bench/model"
)

var life = model.Life{CPU: 0.002, Writer: 0.0005, Commits: 3, Sync: 0.0004}

func TestLifeOfOneCallerIsTheSumOfItsParts(t *testing.T) {
	about(t, "the response", life.Predict(2, 1).Response, 0.002+3*0.0004)
}

func TestManyCallersGetAllProcessors(t *testing.T) {
	about(t, "the rate", life.Predict(2, 500).Rate, 2/0.002)
}

// Where there are many cores, the one writer is what all wait for.
func TestWriterIsTheLimitOfManyCores(t *testing.T) {
	if rate := life.Predict(64, 2000).Rate; math.Abs(rate-2000) > 20 {
		t.Errorf("%v loops in a second, the writer can do 2000", rate)
	}
	abreast := life
	abreast.Writer = 0
	if rate := abreast.Predict(64, 2000).Rate; rate < 25_000 {
		t.Errorf("%v loops in a second without a writer that all wait for", rate)
	}
}

// A slower disk costs each caller time, and many callers nothing: they share its syncs.
func TestSyncsAreShared(t *testing.T) {
	slow := life
	slow.Sync = 0.01
	if fast, slow := life.Predict(2, 1).Rate, slow.Predict(2, 1).Rate; slow > fast/5 {
		t.Errorf("one caller: %v in a second on a slow disk, %v on a fast one", slow, fast)
	}
	about(t, "the rate of many on a slow disk", slow.Predict(2, 500).Rate, 2/0.002)
}
