package activation

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// parameters reads the parameters of one condition. The first mistake stays.
type parameters struct {
	given []member
	of    string // the condition type
	place string
	known []string
	err   error
}

// find gives a parameter; asking for it makes it known.
func (p *parameters) find(name string) (json.RawMessage, bool) {
	p.known = append(p.known, name)
	for _, m := range p.given {
		if m.name == name {
			return m.value, true
		}
	}
	return nil, false
}

func (p *parameters) fail(name, format string, args ...any) {
	if p.err == nil {
		p.err = &Error{p.place + "." + name, fmt.Sprintf(format, args...)}
	}
}

// text reads a string that must be there.
func (p *parameters) text(name string) string {
	var s string
	value, there := p.find(name)
	switch {
	case !there:
		p.fail(name, "is missing; %s needs it.", p.of)
	case json.Unmarshal(value, &s) != nil || string(value) == "null":
		p.fail(name, "must be a string.")
	case s == "":
		p.fail(name, "must not be empty.")
	}
	return s
}

// texts reads a list of strings that may be left out.
func (p *parameters) texts(name string) []string {
	var list []*string
	value, there := p.find(name)
	if !there {
		return nil
	}
	if json.Unmarshal(value, &list) != nil || list == nil || slices.Contains(list, nil) {
		p.fail(name, "must be a list of strings.")
		return nil
	}
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = *s
	}
	return texts
}

// number reads a number between two limits that may be left out.
func (p *parameters) number(name string, least, most float64) (n float64, there bool) {
	value, there := p.find(name)
	if !there {
		return 0, false
	}
	text := string(value)
	n, err := strconv.ParseFloat(text, 64)
	// ParseFloat reads more than JSON's numbers, but nothing of that is valid JSON.
	if err != nil || n < least || n > most {
		p.fail(name, "must be a number from %v to %v, not %s.", least, most, shorten(text))
	}
	return n, true
}

// shorten keeps what is told back of a value short.
func shorten(text string) string { return shortenTo(text, 60) }

func shortenTo(text string, most int) string {
	if len(text) <= most {
		return text
	}
	return strings.ToValidUTF8(text[:most], "") + "…"
}

// finish refuses what nothing has asked for: a misspelt threshold would otherwise
// constrain nothing, and nobody would see.
func (p *parameters) finish() error {
	for _, m := range p.given {
		if !slices.Contains(p.known, m.name) {
			p.fail(m.name, "is not a parameter of %s. Known: %s.", p.of, strings.Join(p.known, ", "))
		}
	}
	return p.err
}
