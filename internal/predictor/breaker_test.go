package predictor

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2025, 2, 3, 12, 0, 0, 0, time.UTC)

func TestBreakerOpensAfterFailuresInARow(t *testing.T) {
	var b breaker
	for range tripsAfter - 1 {
		b.fail(noon)
	}
	b.succeed()
	for range tripsAfter - 1 {
		b.fail(noon)
	}
	if !b.allow(noon) {
		t.Fatal("it is open before its time")
	}
	b.fail(noon)
	if b.allow(noon) || b.allow(noon.Add(firstRest-1)) {
		t.Error("it is closed after enough failures")
	}
	if left := b.left(noon); left != firstRest {
		t.Errorf("%s are left", left)
	}
}

func TestBreakerLetsOneTryAfterItsRest(t *testing.T) {
	var b breaker
	for range tripsAfter {
		b.fail(noon)
	}
	at := noon.Add(firstRest)
	if !b.allow(at) {
		t.Fatal("nobody may try after the rest")
	}
	if b.allow(at) {
		t.Error("a second one may try at once")
	}
	b.forget()
	if !b.allow(at) {
		t.Error("nobody may try after a try of which nothing was learnt")
	}
	b.fail(at)
	if b.allow(at.Add(2*firstRest-1)) || !b.allow(at.Add(2*firstRest)) {
		t.Error("the rest did not double")
	}
	b.succeed()
	for range 2 {
		if !b.allow(at) {
			t.Error("it is open after an answer")
		}
	}
}

// Whatever happens, a breaker rests no longer than it may, and lets somebody try then.
func TestBreakerNeverStaysOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b breaker
		now := noon
		for range rapid.IntRange(0, 60).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.Int64Range(0, int64(2*longestRest)).Draw(t, "pause")))
			if !b.allow(now) {
				if left := b.left(now); left <= 0 || left > longestRest {
					t.Fatalf("it is open for %s", left)
				}
				continue
			}
			switch rapid.IntRange(0, 3).Draw(t, "end") {
			case 0:
				b.succeed()
			case 1:
				b.forget()
			default:
				b.fail(now)
			}
		}
		if !b.allow(now.Add(longestRest)) {
			t.Fatal("it stays open")
		}
	})
}

func TestBudgetEndsABurst(t *testing.T) {
	var b budget
	taken := 0
	for b.take() {
		taken++
	}
	if taken != mostRepeats {
		t.Errorf("%d repetitions in a burst", taken)
	}
	for range 9 {
		b.earn()
	}
	if b.take() {
		t.Error("nine answers earn a repetition")
	}
	b.earn()
	b.earn()
	if !b.take() {
		t.Error("eleven answers earn none")
	}
}
