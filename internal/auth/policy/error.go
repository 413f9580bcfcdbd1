package policy

import (
	"fmt"
	"unicode/utf8"
)

// Error says where a document is wrong, and what would be right.
type Error struct {
	// Line and Column count from 1; columns are characters.
	Line, Column int
	// Place is the way to the member, such as Statement[0].Effect; empty for the
	// whole document.
	Place string
	// Message is a sentence.
	Message string
}

// Error gives all of it.
func (e *Error) Error() string {
	at := fmt.Sprintf("line %d, column %d", e.Line, e.Column)
	if e.Place != "" {
		at += ", at " + e.Place
	}
	return at + ": " + e.Message
}

// sentence makes an error that is one sentence; its place is added above.
func sentence(format string, args ...any) error {
	return fmt.Errorf(format, args...)
}

// wrong puts an error at an offset of the text.
func wrong(text []byte, offset int, place string, err error) *Error {
	e := &Error{Line: 1, Column: 1, Place: place, Message: err.Error()}
	before := text[:min(max(offset, 0), len(text))]
	for len(before) > 0 {
		r, size := utf8.DecodeRune(before)
		before = before[size:]
		e.Column++
		if r == '\n' {
			e.Line++
			e.Column = 1
		}
	}
	return e
}

// cut keeps the beginning of a text for a message.
func cut(text string) string {
	const limit = 60
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}
