package chart

import (
	"math"
	"strconv"
)

// percent labels an axis.
func percent(share float64) string {
	return strconv.FormatFloat(math.Round(share*1e8)/1e6, 'f', -1, 64) + " %"
}

// number writes a confidence.
func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
