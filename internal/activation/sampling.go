package activation

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
)

// The limits of RandomSamplingPercentage.
const (
	leastSample = 0.01
	mostSample  = 100
)

// sampling is Sampling: true for a share of all inputs, in percent.
type sampling struct{ percentage float64 }

func readSampling(p *parameters) check {
	const name = "RandomSamplingPercentage"
	percentage, there := p.number(name, leastSample, mostSample)
	if !there {
		p.fail(name, "is missing; %s needs it.", p.of)
	}
	return sampling{percentage}
}

func (c sampling) evaluate(r *run) outcome {
	var o outcome
	if r.draw() < c.percentage {
		o.verdict, o.everything = yes, true
	}
	if r.Explain {
		o.because("this input's lot is %.2f of 100; those below %v are sampled", math.Floor(r.draw()*100)/100, c.percentage)
	}
	return o
}

// draw gives an input its lot, at least 0 and less than 100. It depends on nothing
// but the flow definition and the input, so the same request always gets the same
// one; and it is one lot for all conditions, so an input in a small sample is in
// every greater one.
func draw(flow, input string) float64 {
	h := sha256.New()
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(flow)))
	h.Write(length[:])
	h.Write([]byte(flow))
	h.Write([]byte(input))
	const bits = 53 // what a float64 can tell apart
	lot := binary.BigEndian.Uint64(h.Sum(nil)) >> (64 - bits)
	return float64(lot) / (1 << bits) * 100
}
