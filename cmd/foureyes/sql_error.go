package main

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// sqlError is why a statement failed, as the server tells.
type sqlError struct {
	Detail   string // the message
	SQLState string
	More     string
	Hint     string
	Position int // the character of the text, from 1; 0 for none

	text string // that Position is about
}

// place makes the position one in a text, in which the statement begins at a byte.
func (e *sqlError) place(text string, start int) {
	e.text = text
	if e.Position > 0 {
		e.Position += utf8.RuneCountInString(text[:start])
	}
}

// Error tells it as psql does, with a mark below the place.
func (e *sqlError) Error() string {
	var b strings.Builder
	b.WriteString(e.Detail)
	if e.SQLState != "" {
		fmt.Fprintf(&b, " (SQLSTATE %s)", e.SQLState)
	}
	b.WriteString(e.mark())
	if e.More != "" {
		b.WriteString("\nDETAIL:  " + e.More)
	}
	if e.Hint != "" {
		b.WriteString("\nHINT:  " + e.Hint)
	}
	return b.String()
}

// mark is the line of the text with a mark below the place, cut to what a terminal
// shows.
func (e *sqlError) mark() string {
	runes := []rune(e.text)
	if e.Position < 1 || e.Position > len(runes)+1 {
		return ""
	}
	at := e.Position - 1
	line, begin := 1, 0
	for i, r := range runes[:at] {
		if r == '\n' {
			line, begin = line+1, i+1
		}
	}
	end := begin
	for end < len(runes) && runes[end] != '\n' {
		end++
	}
	const around = 50
	before, after := "", ""
	if at-begin > around {
		begin, before = at-around, "..."
	}
	if end-at > around {
		end, after = at+around, "..."
	}
	head := fmt.Sprintf("LINE %d: %s", line, before)
	shown := func(r []rune) string { return strings.ReplaceAll(string(r), "\t", " ") }
	return "\n" + head + shown(runes[begin:end]) + after + "\n" + strings.Repeat(" ", utf8.RuneCountInString(head)+at-begin) + "^"
}
