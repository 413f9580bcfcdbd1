package advice

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// atMost is the chance of k or fewer wrong ones among n at a rate, summed up.
func atMost(k, n int64, rate float64) float64 {
	sum := 0.0
	for i := int64(0); i <= k; i++ {
		ways, _ := math.Lgamma(float64(n + 1))
		a, _ := math.Lgamma(float64(i + 1))
		b, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(ways - a - b + float64(i)*math.Log(rate) + float64(n-i)*math.Log1p(-rate))
	}
	return sum
}

// The bound is the rate at which so few wrong ones have the chance delta: the
// equation of Clopper and Pearson, and of the paper's lemma.
func TestUpperSolvesItsEquation(t *testing.T) {
	for _, test := range []struct {
		wrong, n int64
		delta    float64
	}{{0, 1, 0.05}, {0, 300, 0.05}, {1, 10, 0.5}, {3, 40, 0.001}, {17, 500, 0.0045}, {400, 1000, 0.01}, {999, 1000, 0.05}, {12, 100_000, 1e-6}} {
		b := Upper(test.wrong, test.n, test.delta)
		if got := atMost(test.wrong, test.n, b); math.Abs(got-test.delta) > 1e-6*test.delta {
			t.Errorf("%d of %d: at the bound %v the chance is %v, not %v", test.wrong, test.n, b, got, test.delta)
		}
	}
	// Known from tables: no error among 300 is "at most 1 %" (the rule of three).
	if b := Upper(0, 300, 0.05); math.Abs(b-0.009936) > 1e-6 {
		t.Errorf("0 of 300: %v", b)
	}
	for _, b := range []float64{Upper(0, 0, 0.05), Upper(7, 7, 0.05)} {
		if b != 1 {
			t.Errorf("nothing right: %v", b)
		}
	}
}

// The chance that the bound is below the true rate is never greater than delta. It is
// summed up exactly, for every number of wrong ones.
func TestUpperHoldsExactly(t *testing.T) {
	for _, n := range []int64{1, 2, 10, 59, 300} {
		for _, rate := range []float64{0.001, 0.01, 0.05, 0.3, 0.5, 0.9} {
			for _, delta := range []float64{0.2, 0.05, 0.004} {
				below := 0.0
				for k := n; k >= 0; k-- {
					if Upper(k, n, delta) < rate {
						below = atMost(k, n, rate)
						break
					}
				}
				if below > delta*(1+1e-9) {
					t.Errorf("n %d, rate %v, delta %v: below with a chance of %v", n, rate, delta, below)
				}
			}
		}
	}
}

func TestBoundProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(2, 5000).Draw(t, "n")
		wrong := rapid.Int64Range(0, n-2).Draw(t, "wrong")
		delta := rapid.Float64Range(1e-4, 0.4).Draw(t, "delta")
		b := Upper(wrong, n, delta)
		switch {
		case b <= float64(wrong)/float64(n):
			t.Fatalf("the bound %v is not above the rate", b)
		case Upper(wrong+1, n, delta) <= b:
			t.Fatal("one more wrong does not raise it")
		case Upper(wrong, n+1, delta) >= b:
			t.Fatal("one more right does not lower it")
		case Upper(wrong, n, delta*1.1) >= b:
			t.Fatal("less confidence does not lower it")
		}
		if !withinRisk(wrong, n, b+1e-6, delta) || withinRisk(wrong, n, b-1e-6, delta) {
			t.Fatalf("withinRisk does not turn at the bound %v", b)
		}
		risk := rapid.Float64Range(0.001, 0.5).Draw(t, "risk")
		least := needed(risk, delta)
		if !withinRisk(0, least+1, risk, delta) || least > 1 && withinRisk(0, least-1, risk, delta) {
			t.Fatalf("%d are not what is needed", least)
		}
	})
}
