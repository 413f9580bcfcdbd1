package liquid

import (
	"fmt"
	"strings"
)

// loopSource is "item in list limit:2 offset:1 cols:3", what for and tablerow
// walk.
type loopSource struct {
	name  string // of the item
	label string // of the loop: item and list as written
	in    expr
	limit expr
	// offset is nil without one; resume stands for offset: continue.
	offset  expr
	resume  bool
	columns expr
}

// items evaluates the source and remembers where it will end.
func (s *loopSource) items(r *run) (series, error) {
	v, err := s.in.eval(r)
	if err != nil {
		return series{}, err
	}
	offset, err := s.option(r, s.offset, 0)
	if err != nil {
		return series{}, err
	}
	if s.resume {
		offset = r.resume[s.label]
	}
	limit, err := s.option(r, s.limit, -1)
	if err != nil {
		return series{}, err
	}
	all := walk(v)
	part := all.part(offset, limit)
	r.resume[s.label] = offset + part.n
	return part, nil
}

// option evaluates limit or offset; nil counts as not given.
func (s *loopSource) option(r *run, e expr, fallback int) (int, error) {
	if e == nil {
		return fallback, nil
	}
	v, err := e.eval(r)
	if err != nil || v == nil {
		return fallback, err
	}
	n, err := r.evalCount(literal{v})
	return max(n, 0), err
}

// parse reads the source; flag is called where a word without value may stand.
func (s *loopSource) parse(c *cursor, source string, flag func()) error {
	name, err := c.expect('n', "a variable name")
	if err != nil {
		return err
	}
	if !c.acceptName("in") {
		return c.wanted(`"in"`, c.next())
	}
	from := c.pos
	if s.in, err = c.value(); err != nil {
		return err
	}
	s.name, s.label = name.text, name.text+"-"+written(c.lexemes[from:c.pos])
	for flag(); c.peek().kind != 0; flag() {
		c.accept(',')
		if err := s.argument(c); err != nil {
			return fmt.Errorf("%w in %q", err, clip(strings.Trim(source, space)))
		}
	}
	return nil
}

// argument reads one of limit, offset and cols.
func (s *loopSource) argument(c *cursor) error {
	word, err := c.expect('n', "limit, offset, cols or reversed")
	if err != nil {
		return err
	}
	if _, err := c.expect(':', `":"`); err != nil {
		return err
	}
	if word.text == "offset" && c.acceptName("continue") {
		s.resume = true
		return nil
	}
	value, err := c.value()
	switch word.text {
	case "limit":
		s.limit = value
	case "offset":
		s.offset = value
	case "cols":
		s.columns = value
	default:
		return c.wanted("limit, offset, cols or reversed", word)
	}
	return err
}

// written joins lexemes to the text they came from, without its spaces.
func written(lexemes []lexeme) string {
	var b strings.Builder
	for _, l := range lexemes {
		b.WriteString(l.text)
	}
	return b.String()
}
