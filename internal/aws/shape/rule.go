package shape

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Text is what a contract says about a string. The zero value allows anything.
type Text struct {
	// Min and Max bound the length in characters; Max 0 means no bound.
	Min, Max int
	// Pattern must match the whole string; nil allows anything.
	Pattern *Pattern
	// Enum lists the only allowed values; empty allows anything.
	Enum []string
	// Secret strings are never repeated in a sentence.
	Secret bool
}

// check records every constraint that s breaks.
func (t *Text) check(r *Reader, s string) {
	for _, constraint := range t.broken(s) {
		if t.Secret {
			r.violateSecret(constraint)
		} else {
			r.violate(s, constraint)
		}
	}
}

// broken lists the constraints that s breaks: length, then pattern, then enum.
func (t *Text) broken(s string) []string {
	var broken []string
	// A string has at most as many characters as bytes and at least a quarter,
	// so most strings are judged without counting.
	if t.Max > 0 && len(s) > t.Max && characters(s) > t.Max {
		broken = append(broken, longest(t.Max))
	}
	if len(s) < 4*t.Min && characters(s) < t.Min {
		broken = append(broken, shortest(t.Min))
	}
	if t.Pattern != nil && !t.Pattern.Match(s) {
		broken = append(broken, t.Pattern.constraint())
	}
	if len(t.Enum) > 0 && !slices.Contains(t.Enum, s) {
		broken = append(broken, t.oneOf())
	}
	return broken
}

// constraints lists everything t asks for, as sentences about items, map keys and
// map values repeat it.
func (t *Text) constraints() []string {
	var all []string
	if t.Max > 0 {
		all = append(all, longest(t.Max))
	}
	if t.Max > 0 || t.Min > 0 {
		all = append(all, shortest(t.Min))
	}
	if t.Pattern != nil {
		all = append(all, t.Pattern.constraint())
	}
	if len(t.Enum) > 0 {
		all = append(all, t.oneOf())
	}
	return all
}

func (t *Text) oneOf() string {
	return "Member must satisfy enum value set: [" + strings.Join(t.Enum, ", ") + "]"
}

// Number is what a contract says about a number; a nil bound is no bound.
type Number struct {
	Min, Max *float64
}

// check records the bound that n breaks; text is how the caller wrote it.
func (n *Number) check(r *Reader, value float64, text string) {
	if n.Max != nil && value > *n.Max {
		r.violate(text, "Member must have value less than or equal to "+number(*n.Max))
	}
	if n.Min != nil && value < *n.Min {
		r.violate(text, "Member must have value greater than or equal to "+number(*n.Min))
	}
}

// Size is what a contract says about how many items a list or a map has, or
// how many bytes a blob; Max 0 means no bound.
type Size struct {
	Min, Max int
}

// check records the bound that count breaks; raw is the value as it was sent.
func (s *Size) check(r *Reader, count int, raw []byte) {
	if s.Max > 0 && count > s.Max {
		r.violate(written(raw), longest(s.Max))
	}
	if count < s.Min {
		r.violate(written(raw), shortest(s.Min))
	}
}

// written is a value as a sentence repeats it.
func written(raw []byte) string {
	if raw[0] == '[' || raw[0] == '{' {
		return javaText(raw)
	}
	return string(raw)
}

// cut takes enough bytes for echo to shorten, without copying a large value.
func cut(raw []byte) string {
	return string(raw[:min(len(raw), 4*(maxEchoed+1))])
}

func longest(n int) string {
	return fmt.Sprintf("Member must have length less than or equal to %d", n)
}

func shortest(n int) string {
	return fmt.Sprintf("Member must have length greater than or equal to %d", n)
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// CIDR reports whether s is an address block in CIDR notation, IPv4 or IPv6.
// It stands in for the published pattern, which has lost its backslashes.
func CIDR(s string) bool {
	_, err := netip.ParsePrefix(s)
	return err == nil
}
