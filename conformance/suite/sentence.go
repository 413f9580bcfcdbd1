package suite

import (
	"fmt"
	"regexp"
	"strings"
)

// notNull is the constraint of a required member.
const notNull = "Member must not be null"

func longest(n int) string {
	return fmt.Sprintf("Member must have length less than or equal to %d", n)
}

func shortest(n int) string {
	return fmt.Sprintf("Member must have length greater than or equal to %d", n)
}

// outsideOf lists the bounds that a length breaks; most is 0 when there is none.
func outsideOf(n, least, most int) (broken []string) {
	if most > 0 && n > most {
		broken = append(broken, longest(most))
	}
	if n < least {
		broken = append(broken, shortest(least))
	}
	return broken
}

// memberSentence is the constraint of a list about its items.
func memberSentence(constraints ...string) string {
	return "Member must satisfy constraint: [" + strings.Join(constraints, ", ") + "]"
}

// violation is one broken constraint as Amazon's sentence tells it.
type violation struct {
	path       string
	constraint string

	value    string
	list     []any // instead of value
	null     bool
	secret   bool // the value is not repeated
	anyValue bool // how Amazon writes the value is not known
}

// pattern is a regular expression for the sentence.
func (v violation) pattern() string {
	return "Value" + v.valuePattern() + regexp.QuoteMeta(fmt.Sprintf(" at '%s' failed to satisfy constraint: %s", v.path, v.constraint))
}

func (v violation) valuePattern() string {
	switch {
	case v.secret:
		return ""
	case v.null:
		return " null"
	case v.anyValue:
		return " '.*'"
	case v.list != nil:
		return listPattern(v.list)
	}
	return " '" + beginning(v.value) + "'"
}

// listPattern is a list as Java writes it; one of structures as anybody may.
func listPattern(items []any) string {
	words := make([]string, len(items))
	for i, item := range items {
		switch item := item.(type) {
		case string:
			words[i] = item
		case nil:
			words[i] = "null"
		default:
			return " '.*'"
		}
	}
	return " '" + beginning("["+strings.Join(words, ", ")+"]") + "'"
}

// known is how many characters of a long value a sentence must repeat at least.
const known = 200

// beginning lets a long value be cut.
func beginning(value string) string {
	if letters := []rune(value); len(letters) > known {
		return regexp.QuoteMeta(string(letters[:known])) + ".*"
	}
	return regexp.QuoteMeta(value)
}

// sentence is a regular expression for the whole message.
func (v verdict) sentence() *regexp.Regexp {
	noun := "errors"
	if len(v.broken) == 1 {
		noun = "error"
	}
	each := make([]string, len(v.broken))
	for i, b := range v.broken {
		each[i] = b.pattern()
	}
	return regexp.MustCompile(fmt.Sprintf(`(?s)\A%d validation %s detected: %s\z`, len(v.broken), noun, strings.Join(each, "; ")))
}
