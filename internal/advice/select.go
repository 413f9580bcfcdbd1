package advice

import "math/bits"

// Question is what advice is asked for.
type Question struct {
	// Risk is the greatest share of errors among what nobody reviews, such as 0.01.
	Risk float64
	// ConfidenceLevel is how sure the risk must be kept, such as 0.95.
	ConfidenceLevel float64
}

// selection searches the lowest threshold whose risk is bounded: selection with
// guaranteed risk (Geifman and El-Yaniv 2017, algorithm 1).
type selection struct {
	levels []level
	n      int64 // of all pairs
	risk   float64
	// delta is what each step of the search may use of the chance of an error: the
	// whole chance, divided by the greatest number of steps.
	delta float64
}

func newSelection(levels []level, q Question) selection {
	s := selection{levels: levels, risk: q.Risk}
	if len(levels) > 0 {
		s.n = levels[0].n
	}
	s.delta = (1 - q.ConfidenceLevel) / float64(steps(s.n))
	return s
}

// steps is the greatest number of steps of a search among n ranks and "none of
// them": ceil(log2(n+1)). The paper has ceil(log2 n), as it does not count "none".
func steps(n int64) int { return max(1, bits.Len64(uint64(n))) }

// scaled asks what would be selected among times as many pairs with the same rates.
func (s selection) scaled(times int64) selection {
	levels := make([]level, len(s.levels))
	for i, l := range s.levels {
		levels[i] = level{l.threshold, l.n * times, l.wrong * times}
	}
	chance := s.delta * float64(steps(s.n))
	return selection{levels, s.n * times, s.risk, chance / float64(steps(s.n*times))}
}

// run searches by halving among the ranks of the pairs, lowest confidence first, and
// gives the place of the level that was selected; -1 for none. Pairs of one
// confidence are taken or left together.
//
// Ranks with too few pairs above them to pass in any case are left out; the paper
// has them, and where the halving meets one it turns away from thresholds that would
// pass. How many they are depends on nothing but the number of pairs.
func (s selection) run() int {
	fails, passes := int64(0), s.n-needed(s.risk, s.delta)+2 // ranks from 1
	found := -1
	for passes-fails > 1 {
		i := s.at((fails + passes) / 2)
		l := s.levels[i]
		if withinRisk(l.wrong, l.n, s.risk, s.delta) {
			found, passes = i, s.n-l.n+1
			continue
		}
		fails = s.n // the last rank of the same confidence
		if i+1 < len(s.levels) {
			fails = s.n - s.levels[i+1].n
		}
	}
	return found
}

// at is the place of the level of the pair with a rank.
func (s selection) at(rank int64) int {
	low, high := 0, len(s.levels)-1
	for low < high { // the last level that leaves fewer than rank pairs below it
		middle := (low + high + 1) / 2
		if s.n-s.levels[middle].n < rank {
			low = middle
		} else {
			high = middle - 1
		}
	}
	return low
}
