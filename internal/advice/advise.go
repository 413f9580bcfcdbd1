package advice

import "foureyes/internal/fault"

// Subject is what faults of this room are about.
const Subject fault.Subject = "advice"

// Outcome says whether there is a threshold.
type Outcome string

// The outcomes.
const (
	Found  Outcome = "Found"
	None   Outcome = "None"   // enough pairs, but no threshold whose risk is bounded
	TooFew Outcome = "TooFew" // too few pairs for any threshold, were they all right
)

// Advice is the answer to a Question.
type Advice struct {
	Question Question
	Basis    Basis
	Outcome  Outcome
	// Judged is the number of pairs, of which Wrong are wrong.
	Judged, Wrong int64
	// Threshold is the lowest confidence that needs no review; 0 unless Found, as is
	// all up to Bound.
	Threshold float64
	// Review is the share of the pairs that are below the threshold.
	Review float64
	// Unreviewed is the number of pairs that are not below it, of which UnreviewedWrong
	// are wrong.
	Unreviewed, UnreviewedWrong int64
	// Bound is what the risk of the threshold does not exceed, at the confidence level.
	Bound float64
	// Delta is the chance of an error that each step of the search could use; Steps is
	// the number of steps that it was divided by.
	Delta float64
	Steps int
	// Needed is the least number of pairs with which a threshold can be found, if none
	// of them is wrong.
	Needed int64
	// More tells what further answers would bring, if they are like those there are.
	More []Projection
	// Curve is the risk over the coverage, from the highest threshold to the lowest.
	Curve []Point
}

// Projection is what would be found with more pairs at the same rates.
type Projection struct {
	// Pairs is how many more there would be.
	Pairs     int64
	Threshold float64
	Review    float64
}

// Advise finds the lowest threshold for which the risk is bounded.
func Advise(t *Tally, q Question, b Basis) (Advice, error) {
	if err := q.check(); err != nil {
		return Advice{}, err
	}
	s := newSelection(t.levels(), q)
	a := Advice{
		Question: q, Basis: b, Outcome: None, Judged: t.all.n, Wrong: t.all.wrong,
		Delta: s.delta, Steps: steps(s.n), Needed: least(q),
	}
	found := s.run()
	switch {
	case found >= 0:
		l := s.levels[found]
		a.Outcome, a.Threshold, a.Review = Found, l.threshold, s.review(l)
		a.Unreviewed, a.UnreviewedWrong = l.n, l.wrong
		a.Bound = Upper(l.wrong, l.n, s.delta)
	case s.n < a.Needed:
		a.Outcome = TooFew
	}
	a.More = s.more(a)
	a.Curve = s.curve(found)
	return a, nil
}

// least is the least number of pairs that are enough if all are right. The more pairs,
// the more steps, of which each may use less of the chance of an error.
func least(q Question) int64 {
	n := int64(1)
	for {
		more := needed(q.Risk, (1-q.ConfidenceLevel)/float64(steps(n)))
		if more <= n {
			return n
		}
		n = more
	}
}

func (q Question) check() error {
	if !(q.Risk > 0 && q.Risk < 1) {
		return fault.New(fault.Invalid, Subject, "The risk must be between 0 and 1, such as 0.01 for one error in a hundred.")
	}
	if !(q.ConfidenceLevel >= 0.5 && q.ConfidenceLevel < 1) {
		return fault.New(fault.Invalid, Subject, "The confidence level must be at least 0.5 and below 1, such as 0.95.")
	}
	return nil
}

// review is the share of pairs below a level.
func (s selection) review(l level) float64 { return float64(s.n-l.n) / float64(s.n) }

// mostTimes bounds how far projections look: a thousand times the pairs.
const mostTimes = 1 << 10

// more projects twice and eight times the pairs; with no threshold yet, the first
// power of two that would give one, and four times that.
func (s selection) more(a Advice) []Projection {
	if s.n == 0 {
		return nil
	}
	times, step := int64(2), int64(4)
	if a.Outcome != Found {
		for times <= mostTimes && s.scaled(times).run() < 0 {
			times *= 2
		}
	}
	var all []Projection
	review := a.Review
	for range 2 {
		i := s.scaled(times).run()
		if i < 0 {
			break
		}
		l := s.levels[i]
		if a.Outcome != Found && len(all) == 0 || s.review(l) < review {
			review = s.review(l)
			all = append(all, Projection{Pairs: s.n * (times - 1), Threshold: l.threshold, Review: review})
		}
		times *= step
	}
	return all
}
