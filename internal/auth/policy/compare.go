package policy

import (
	"cmp"
	"math"
	"net/netip"
	"strconv"
	"strings"
	"time"
)

func equal(text string, variables bool) (test, error) {
	p, err := dialect{variables: variables}.compile(text)
	return p.match, err
}

func equalFold(text string, variables bool) (test, error) {
	p, err := dialect{variables: variables, fold: true}.compile(text)
	return p.match, err
}

func like(text string, variables bool) (test, error) {
	p, err := dialect{variables: variables, wildcards: true}.compile(text)
	return p.match, err
}

// likeARN compares ARNs part by part, so that a star does not pass a colon before
// the resource. ArnEquals and ArnLike behave alike (IAM User Guide).
func likeARN(text string, variables bool) (test, error) {
	parts := splitARN(text)
	if len(parts) != arnParts {
		return nil, sentence("%q is no ARN. One looks like arn:aws:iam::000000000000:user/ann; parts of it may be *.", cut(text))
	}
	patterns := make([]pattern, 0, arnParts)
	for _, part := range parts {
		p, err := dialect{variables: variables, wildcards: true}.compile(part)
		if err != nil {
			return nil, err
		}
		patterns = append(patterns, p)
	}
	return func(value string, values func(string) []string) bool {
		parts := splitARN(value)
		if len(parts) != arnParts {
			return false
		}
		for i := range patterns {
			if !patterns[i].match(parts[i], values) {
				return false
			}
		}
		return true
	}, nil
}

const arnParts = 6

// splitARN cuts at the first five colons that are not part of a variable.
func splitARN(text string) []string {
	var parts []string
	from, depth := 0, 0
	for i := range len(text) {
		switch {
		case strings.HasPrefix(text[i:], "${"):
			depth++
		case text[i] == '}' && depth > 0:
			depth--
		case text[i] == ':' && depth == 0 && len(parts) < arnParts-1:
			parts = append(parts, text[from:i])
			from = i + 1
		}
	}
	return append(parts, text[from:])
}

func truth(text string, _ bool) (test, error) {
	want, ok := readTruth(text)
	if !ok {
		return nil, sentence("%q is neither \"true\" nor \"false\".", cut(text))
	}
	return func(value string, _ func(string) []string) bool {
		is, ok := readTruth(value)
		return ok && is == want
	}, nil
}

func readTruth(text string) (value, ok bool) {
	switch strings.ToLower(text) {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	return false, false
}

func address(text string, _ bool) (test, error) {
	prefix, err := readPrefix(text)
	if err != nil {
		return nil, sentence("%q is neither an IP address nor a range such as 192.0.2.0/24.", cut(text))
	}
	return func(value string, _ func(string) []string) bool {
		ip, err := netip.ParseAddr(value)
		return err == nil && prefix.Contains(ip.Unmap().WithZone(""))
	}, nil
}

func readPrefix(text string) (netip.Prefix, error) {
	if ip, err := netip.ParseAddr(text); err == nil {
		ip = ip.Unmap().WithZone("")
		return netip.PrefixFrom(ip, ip.BitLen()), nil
	}
	return netip.ParsePrefix(text)
}

// The orders, by what a comparison of request and policy gives.
func isEqual(order int) bool          { return order == 0 }
func isLess(order int) bool           { return order < 0 }
func isLessOrEqual(order int) bool    { return order <= 0 }
func isGreater(order int) bool        { return order > 0 }
func isGreaterOrEqual(order int) bool { return order >= 0 }

func number(holds func(int) bool) func(string, bool) (test, error) {
	return func(text string, _ bool) (test, error) {
		want, ok := readNumber(text)
		if !ok {
			return nil, sentence("%q is no number.", cut(text))
		}
		return func(value string, _ func(string) []string) bool {
			is, ok := readNumber(value)
			return ok && holds(cmp.Compare(is, want))
		}, nil
	}
}

func readNumber(text string) (float64, bool) {
	n, err := strconv.ParseFloat(text, 64)
	return n, err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
}

func date(holds func(int) bool) func(string, bool) (test, error) {
	return func(text string, _ bool) (test, error) {
		want, ok := readTime(text)
		if !ok {
			return nil, sentence("%q is no time. Write one like 2026-02-03T12:00:00Z, or the seconds since 1970.", cut(text))
		}
		return func(value string, _ func(string) []string) bool {
			is, ok := readTime(value)
			return ok && holds(is.Compare(want))
		}, nil
	}
}

// readTime reads the forms of ISO 8601 that the W3C's note on dates has, and
// seconds since the epoch.
func readTime(text string) (time.Time, bool) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", time.DateOnly, "2006-01", "2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	seconds, err := strconv.ParseInt(text, 10, 64)
	return time.Unix(seconds, 0), err == nil
}
