package advice

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// Upper is the exact upper bound of a rate (Clopper and Pearson, 1934, one-sided):
// were the rate any higher, wrong or fewer among n would have a chance of less than
// delta. It is 1 when all are wrong, or there are none.
func Upper(wrong, n int64, delta float64) float64 {
	if wrong >= n {
		return 1
	}
	return mathext.InvRegIncBeta(float64(wrong)+1, float64(n-wrong), 1-delta)
}

// withinRisk reports whether Upper is at most the risk, without the search that
// finding the bound takes: the chance of so few wrong ones at this very risk is
// compared with delta.
func withinRisk(wrong, n int64, risk, delta float64) bool {
	return wrong < n && mathext.RegIncBeta(float64(wrong)+1, float64(n-wrong), risk) >= 1-delta
}

// needed is the least number of predictions, none of them wrong, whose bound is at
// most the risk: fewer can never be enough. From (1-risk)^n = delta.
func needed(risk, delta float64) int64 {
	return int64(math.Ceil(math.Log(delta)/math.Log1p(-risk) - 1e-9))
}
