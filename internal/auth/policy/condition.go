package policy

import (
	"slices"
	"strings"
)

// condition is one operator, one key, and the values that are compared with it.
type condition struct {
	key      string // lower case
	negated  bool
	ifExists bool
	over     quantifier
	// null conditions ask only whether the key is there; wanted are their answers.
	null   bool
	wanted []bool
	tests  []test
}

// test compares one value of the request with one of the policy.
type test func(value string, values func(string) []string) bool

// quantifier says how several values of a key are judged.
type quantifier int

const (
	plain quantifier = iota
	forAll
	forAny
)

// holds evaluates the condition. A key that the request has not meets negated
// operators, IfExists and ForAllValues, and nothing else (IAM User Guide, IAM JSON
// policy elements: condition operators).
func (c *condition) holds(values func(string) []string) bool {
	have := values(c.key)
	if c.null {
		return slices.Contains(c.wanted, len(have) == 0)
	}
	if len(have) == 0 {
		return c.ifExists || c.over == forAll || c.over == plain && c.negated
	}
	meets := func(value string) bool {
		found := slices.ContainsFunc(c.tests, func(t test) bool { return t(value, values) })
		return found != c.negated
	}
	if c.over == forAll || c.over == plain && c.negated {
		return !slices.ContainsFunc(have, func(value string) bool { return !meets(value) })
	}
	return slices.ContainsFunc(have, meets)
}

// operator is one of IAM's condition operators.
type operator struct {
	negated bool
	// compile makes the test of one value; its error is a sentence.
	compile func(text string, variables bool) (test, error)
}

// operators are all of them by name, but for Null.
var operators = map[string]operator{
	"StringEquals":              {compile: equal},
	"StringNotEquals":           {compile: equal, negated: true},
	"StringEqualsIgnoreCase":    {compile: equalFold},
	"StringNotEqualsIgnoreCase": {compile: equalFold, negated: true},
	"StringLike":                {compile: like},
	"StringNotLike":             {compile: like, negated: true},
	"ArnEquals":                 {compile: likeARN},
	"ArnNotEquals":              {compile: likeARN, negated: true},
	"ArnLike":                   {compile: likeARN},
	"ArnNotLike":                {compile: likeARN, negated: true},
	"Bool":                      {compile: truth},
	"IpAddress":                 {compile: address},
	"NotIpAddress":              {compile: address, negated: true},
	"NumericEquals":             {compile: number(isEqual)},
	"NumericNotEquals":          {compile: number(isEqual), negated: true},
	"NumericLessThan":           {compile: number(isLess)},
	"NumericLessThanEquals":     {compile: number(isLessOrEqual)},
	"NumericGreaterThan":        {compile: number(isGreater)},
	"NumericGreaterThanEquals":  {compile: number(isGreaterOrEqual)},
	"DateEquals":                {compile: date(isEqual)},
	"DateNotEquals":             {compile: date(isEqual), negated: true},
	"DateLessThan":              {compile: date(isLess)},
	"DateLessThanEquals":        {compile: date(isLessOrEqual)},
	"DateGreaterThan":           {compile: date(isGreater)},
	"DateGreaterThanEquals":     {compile: date(isGreaterOrEqual)},
}

const nullOperator = "Null"

// readOperator takes a name such as ForAnyValue:StringLikeIfExists apart. The
// error is a sentence.
func readOperator(name string) (c condition, o operator, err error) {
	base := name
	if rest, ok := strings.CutPrefix(base, "ForAllValues:"); ok {
		c.over, base = forAll, rest
	} else if rest, ok := strings.CutPrefix(base, "ForAnyValue:"); ok {
		c.over, base = forAny, rest
	}
	if base == nullOperator && c.over == plain {
		c.null = true
		return c, operator{}, nil
	}
	base, c.ifExists = strings.CutSuffix(base, "IfExists")
	o, known := operators[base]
	if !known {
		return c, o, unknownOperator(name, base)
	}
	c.negated = o.negated
	return c, o, nil
}

func unknownOperator(name, base string) error {
	known := []string{nullOperator}
	for k := range operators {
		if strings.EqualFold(k, base) {
			return sentence("%q is no condition operator; write %q.", cut(name), k)
		}
		known = append(known, k)
	}
	slices.Sort(known)
	return sentence("%q is no condition operator. There are %s, each but Null also with IfExists at its end and ForAllValues: or ForAnyValue: before it.",
		cut(name), strings.Join(known, ", "))
}
