// Package model predicts from measured costs what a Foureyes can do, and what a
// load asks of the machines around it. It is arithmetic: no I/O, no clock, no
// chance. The benchmarks of foureyes/bench feed it and check it; the command
// foureyes/bench/sums prints what docs/scale.md shows.
package model

// Station is a place where each customer of a closed network is served.
type Station struct {
	Name string
	// Demand is how long a customer is served there, in seconds, in one cycle.
	Demand float64
	// Servers is how many customers are served at once, which need not be a whole
	// number: a part of a processor counts as one. At 0 nobody waits for another.
	Servers float64
}

// Prediction is what a network does once it has settled.
type Prediction struct {
	// Rate is how many cycles end in a second.
	Rate float64
	// Response is how long a cycle takes, in seconds.
	Response float64
	// Busy is, for each station, the part of its servers at work; 0 for one where
	// nobody waits.
	Busy []float64
}

// Solve lets some customers go round all stations again and again, without a pause:
// each asks for the next thing when it has the last. It is mean value analysis
// (Reiser and Lavenberg, 1980): a customer who comes to a station finds there what the
// network with one customer less has there on average. A station of several servers
// is taken for a fast one and a delay (Seidmann, Schweitzer and Shalev-Oren, 1987).
func Solve(stations []Station, customers int) Prediction {
	var p Prediction
	there := make([]float64, len(stations)) // customers at each, on average
	for n := 1; n <= customers; n++ {
		p.Response = 0
		at := make([]float64, len(stations))
		for i, s := range stations {
			at[i] = s.response(there[i])
			p.Response += at[i]
		}
		if p.Response == 0 {
			return Prediction{} // nothing is asked of anybody
		}
		p.Rate = float64(n) / p.Response
		for i, s := range stations {
			there[i] = p.Rate * (at[i] - s.delay())
		}
	}
	for _, s := range stations {
		busy := 0.0
		if s.Servers > 0 {
			busy = p.Rate * s.Demand / s.Servers
		}
		p.Busy = append(p.Busy, busy)
	}
	return p
}

// delay is the part of a station's service for which nobody waits in line.
func (s Station) delay() float64 {
	switch {
	case s.Servers == 0:
		return s.Demand
	case s.Servers <= 1:
		return 0
	default:
		return s.Demand * (s.Servers - 1) / s.Servers
	}
}

// response is how long a customer stays who finds so many in line.
func (s Station) response(inLine float64) float64 {
	if s.Servers == 0 {
		return s.Demand
	}
	return s.delay() + s.Demand/s.Servers*(1+inLine)
}
