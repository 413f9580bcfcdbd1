package shape

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// maxEchoed bounds how many characters of a caller's value are repeated in a
	// sentence, so that a 3 MiB input is not sent back and does not fill the log.
	maxEchoed = 256
	// maxViolations bounds how many violations are kept and reported, so that a
	// long list of bad items costs no memory to speak of.
	maxViolations = 100
)

// Malformed is a body that is not JSON, or holds a value of the wrong JSON
// type. AWS protocols call it SerializationException.
type Malformed struct {
	Message string
}

// Error gives the sentence.
func (m *Malformed) Error() string { return m.Message }

// Invalid lists the constraints that a well-formed input breaks, in the
// contract's order. AWS protocols call it ValidationException.
type Invalid struct {
	// Violations are whole sentences, one for each broken constraint, at most 100.
	Violations []string
}

// Error gives Amazon's sentence for all violations together.
func (e *Invalid) Error() string {
	noun := "errors"
	if len(e.Violations) == 1 {
		noun = "error"
	}
	return fmt.Sprintf("%d validation %s detected: %s", len(e.Violations), noun, strings.Join(e.Violations, "; "))
}

// violation is one broken constraint and the place it belongs to when all are
// put in the contract's order, whatever order the caller wrote the members in.
type violation struct {
	order    []int
	sentence string
}

// violate records that the value being read breaks a constraint.
func (r *Reader) violate(value, constraint string) {
	r.record(r.order(), fmt.Sprintf("Value '%s' at '%s' failed to satisfy constraint: %s", echo(value), r.path(), constraint))
}

// violateSecret is violate for a value that must not be repeated.
func (r *Reader) violateSecret(constraint string) {
	r.record(r.order(), fmt.Sprintf("Value at '%s' failed to satisfy constraint: %s", r.path(), constraint))
}

// notNull is the constraint of what must be there.
const notNull = "Member must not be null"

// violateNull records that the value being read must not be null.
func (r *Reader) violateNull() {
	r.record(r.order(), fmt.Sprintf("Value null at '%s' failed to satisfy constraint: %s", r.path(), notNull))
}

func (r *Reader) record(order []int, sentence string) {
	if len(r.violations) < maxViolations {
		r.violations = append(r.violations, violation{order, sentence})
	}
}

// forget drops what was recorded below the member being read: it appears a
// second time, and the last one counts.
func (r *Reader) forget() {
	prefix := r.order()
	r.violations = slices.DeleteFunc(r.violations, func(v violation) bool {
		return len(v.order) >= len(prefix) && slices.Equal(v.order[:len(prefix)], prefix)
	})
}

// order gives the current position as numbers: members by their place in the
// contract, items by their index.
func (r *Reader) order() []int {
	order := make([]int, len(r.frames))
	for i := range r.frames {
		order[i] = r.frames[i].at
	}
	return order
}

// path gives the current position as Amazon writes it: humanLoopConfig.taskCount,
// tags.1.member.key.
func (r *Reader) path() string {
	var path strings.Builder
	for i := range r.frames {
		f := &r.frames[i]
		if f.at < 0 { // between two members, or inside an unknown one
			break
		}
		if i > 0 {
			path.WriteByte('.')
		}
		switch {
		case f.members != nil:
			path.WriteString(f.members[f.at].Label)
		case f.isMap:
			path.WriteString(echo(f.key) + ".member")
		default:
			path.WriteString(strconv.Itoa(f.at+1) + ".member")
		}
	}
	return path.String()
}

// invalid puts the violations in order.
func (r *Reader) invalid() *Invalid {
	slices.SortStableFunc(r.violations, func(a, b violation) int { return slices.Compare(a.order, b.order) })
	sentences := make([]string, len(r.violations))
	for i, v := range r.violations {
		sentences[i] = v.sentence
	}
	return &Invalid{Violations: sentences}
}

// echo cuts a value to what a sentence may repeat.
func echo(value string) string {
	if len(value) <= maxEchoed {
		return value
	}
	count := 0
	for i := range value {
		if count == maxEchoed {
			return value[:i] + "..."
		}
		count++
	}
	return value
}

// characters counts code points, the unit of every length in a contract.
func characters(s string) int { return utf8.RuneCountInString(s) }
