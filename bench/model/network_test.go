package model_test

import (
	"math"
	"testing"

	"foureyes/bench/model"
)

func about(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}

// With one customer nobody waits.
func TestOneCustomerWaitsForNobody(t *testing.T) {
	p := model.Solve([]model.Station{{"processors", 0.003, 2}, {"writer", 0.001, 1}, {"disk", 0.002, 0}}, 1)
	about(t, "the response", p.Response, 0.006)
	about(t, "the rate", p.Rate, 1/0.006)
	about(t, "the writer's load", p.Busy[1], 0.001/0.006)
	about(t, "the disk's load", p.Busy[2], 0)
}

// Two equal stations of one server each: n customers give n/(n+1) of a station's rate
// (Lazowska et al., Quantitative System Performance, section 5 on balanced networks).
func TestBalancedNetworkHasItsClosedForm(t *testing.T) {
	for n := 1; n <= 50; n++ {
		p := model.Solve([]model.Station{{"one", 0.01, 1}, {"other", 0.01, 1}}, n)
		about(t, "the rate", p.Rate, 100*float64(n)/float64(n+1))
	}
}

// No prediction is better than what the busiest station and the sum of all allow.
func TestRateKeepsItsBounds(t *testing.T) {
	stations := []model.Station{{"processors", 0.0013, 1.7}, {"writer", 0.0004, 1}, {"disk", 0.0007, 0}}
	least := 0.0
	for n := 1; n <= 200; n++ {
		p := model.Solve(stations, n)
		if most := math.Min(1.7/0.0013, float64(n)/0.0024); p.Rate > most*(1+1e-9) {
			t.Errorf("%d customers: %v in a second, at most %v can be", n, p.Rate, most)
		}
		if p.Rate < least*(1-1e-9) {
			t.Errorf("%d customers are slower than one less: %v after %v", n, p.Rate, least)
		}
		least = p.Rate
		// Little's law: customers are rate times response.
		about(t, "rate times response", p.Rate*p.Response, float64(n))
	}
	if least < 0.98*1.7/0.0013 {
		t.Errorf("200 customers leave the processors idle: %v in a second", least)
	}
}

// The same demand on k servers saturates at k times the rate.
func TestServersAddUp(t *testing.T) {
	one := model.Solve([]model.Station{{"processors", 0.01, 1}}, 100).Rate
	three := model.Solve([]model.Station{{"processors", 0.01, 3}}, 1000).Rate
	if math.Abs(three/one-3) > 0.03 {
		t.Errorf("three servers do %v times what one does", three/one)
	}
}

func TestNothingAskedGivesNothing(t *testing.T) {
	if p := model.Solve([]model.Station{{"processors", 0, 2}}, 3); p.Rate != 0 || p.Response != 0 {
		t.Errorf("%+v", p)
	}
}
