package liquid

import (
	"bytes"
	"fmt"
	"strings"
)

// sink takes what a template prints.
type sink interface {
	write(text string, m mode) error
}

// pageSink is the page itself: plain text is escaped on its way in.
type pageSink struct {
	run    *run
	buffer bytes.Buffer
}

func (s *pageSink) write(text string, m mode) error {
	if m == plain {
		text = escapeHTML(text)
	}
	if s.buffer.Len()+len(text) > s.run.limits.Output {
		return fmt.Errorf("the page grows past %d bytes", s.run.limits.Output)
	}
	s.buffer.WriteString(text)
	return s.run.read(len(text))
}

// captureSink keeps what is printed as a value, escape state included. Pieces of
// one mode that follow each other are joined.
type captureSink struct {
	run   *run
	parts []part
	// joined is the text of the last part once it has more than one piece.
	joined strings.Builder
	size   int
}

func (s *captureSink) write(text string, m mode) error {
	if text == "" {
		return nil
	}
	s.size += len(text)
	if s.size > s.run.limits.Value {
		return errValue(s.run.limits)
	}
	if err := s.run.grow(len(text)); err != nil {
		return err
	}
	last := len(s.parts) - 1
	if last < 0 || s.parts[last].mode != m {
		s.flush()
		s.parts = append(s.parts, part{text, m})
		return s.run.growItems(1)
	}
	if s.joined.Len() == 0 {
		s.joined.WriteString(s.parts[last].text)
	}
	s.joined.WriteString(text)
	return nil
}

// flush ends the last part.
func (s *captureSink) flush() {
	if s.joined.Len() > 0 {
		s.parts[len(s.parts)-1].text = s.joined.String()
		s.joined.Reset()
	}
}

// captured renders a body into a value.
func (r *run) captured(body node) (Markup, error) {
	before, capture := r.out, &captureSink{run: r}
	r.out = capture
	err := body.render(r)
	r.out = before
	capture.flush()
	return Markup{capture.parts}, err
}
