package fn

import (
	"math"
	"strconv"
)

// roundTo rounds a double to decimal places as numeric would: half away from
// zero, of the digits that are shown.
func roundTo(f float64, places int) float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) || f == math.Trunc(f) && places >= 0 || places > 300 {
		return f
	}
	if places < -300 {
		return 0
	}
	return parsed(roundDigits(decimalText(f), places))
}

// truncTo cuts a double to decimal places.
func truncTo(f float64, places int) float64 {
	if math.IsNaN(f) || math.IsInf(f, 0) || f == math.Trunc(f) && places >= 0 || places > 300 {
		return f
	}
	if places < -300 {
		return 0
	}
	d := decimalText(f)
	return parsed(decimalDigits{d.negative, d.digits[:clamp(d.point+places, 0, len(d.digits))], d.point})
}

// decimalDigits is ± 0.digits * 10^point.
type decimalDigits struct {
	negative bool
	digits   []byte
	point    int
}

// decimalText is the shortest decimal that reads back as f.
func decimalText(f float64) decimalDigits {
	text := strconv.AppendFloat(nil, math.Abs(f), 'e', -1, 64)
	d := decimalDigits{negative: f < 0}
	for i, c := range text {
		if c == 'e' {
			exponent, _ := strconv.Atoi(string(text[i+1:])) // as AppendFloat wrote it
			d.point = exponent + 1
			break
		}
		if c != '.' {
			d.digits = append(d.digits, c)
		}
	}
	return d
}

// roundDigits keeps so many digits after the point.
func roundDigits(d decimalDigits, places int) decimalDigits {
	keep := d.point + places
	switch {
	case keep < 0:
		return decimalDigits{d.negative, nil, 0}
	case keep >= len(d.digits):
		return d
	}
	up := d.digits[keep] >= '5'
	kept := append([]byte{'0'}, d.digits[:keep]...)
	if up {
		i := len(kept) - 1
		for kept[i] == '9' {
			kept[i] = '0'
			i--
		}
		kept[i]++
	}
	return decimalDigits{d.negative, kept, d.point + 1}
}

func parsed(d decimalDigits) float64 {
	f, _ := strconv.ParseFloat("0."+string(d.digits)+"e"+strconv.Itoa(d.point), 64) // digits, so no error
	if d.negative {
		return -f
	}
	return f
}

func clamp(n, low, high int) int { return max(low, min(n, high)) }
