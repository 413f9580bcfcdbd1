package liquid

import (
	"math/big"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

// The quick way must give what the exact way gives, wherever it gives anything.
func TestQuickArithmeticIsExact(t *testing.T) {
	operations := []operation{adding, subtracting, multiplying}
	quick := 0
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawNumber(t, "a"), drawNumber(t, "b")
		o := rapid.SampledFrom(operations).Draw(t, "operation")
		got, err := o.apply(a, b)
		slow := operation{func(a, _ decimal) (decimal, bool) { return a, false }, o.long}
		want, slowErr := slow.apply(a, b)
		if got != want || (err == nil) != (slowErr == nil) {
			t.Fatalf("got %v, %v, want %v, %v", got, err, want, slowErr)
		}
		if x, ok := toDecimal(a); ok {
			if y, ok := toDecimal(b); ok {
				if _, ok := o.quick(x, y); ok {
					quick++
				}
			}
		}
	})
	if quick == 0 {
		t.Error("the quick way was never taken")
	}
}

func TestQuickRoundingIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := drawNumber(t, "v")
		digits := rapid.IntRange(-3, 20).Draw(t, "digits")
		r := rapid.SampledFrom([]rounder{up, down, nearest}).Draw(t, "way")
		got, err := r.round(v, digits)
		x, ratErr := toRat(v)
		if ratErr != nil || err != nil {
			t.Fatalf("errors %v, %v", err, ratErr)
		}
		shift := power(digits)
		x = new(big.Rat).SetInt(r.long(x.Mul(x, shift)))
		want, err := fromRat(x.Quo(x, shift), digits <= 0 || isWhole(v))
		if got != want || err != nil {
			t.Fatalf("got %v, want %v, error %v", got, want, err)
		}
	})
}

// drawNumber draws numbers as inputs and templates write them, most of them short.
func drawNumber(t *rapid.T, label string) any {
	switch rapid.IntRange(0, 3).Draw(t, label+" kind") {
	case 0:
		return rapid.Int64Range(-2000, 2000).Draw(t, label)
	case 1:
		return rapid.Int64().Draw(t, label)
	case 2:
		f := rapid.Float64Range(-1e6, 1e6).Draw(t, label)
		return f
	}
	return Number(strconv.FormatInt(rapid.Int64Range(-999, 999).Draw(t, label), 10) + "." +
		rapid.StringMatching(`[0-9]{1,17}`).Draw(t, label+" digits"))
}
