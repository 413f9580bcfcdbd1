package rows

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"
)

// lines is a JSON Lines file that is being read.
type lines struct {
	bounds *bounded
	from   *bufio.Reader
	at     int64
	layout Layout
}

func openLines(file io.ReadSeeker, l Layout, begin, from int64) (func() (Row, error), error) {
	at, err := seek(file, begin, from)
	if err != nil {
		return nil, err
	}
	bounds := &bounded{from: file}
	return (&lines{bounds, bufio.NewReaderSize(bounds, ahead), at, l}).row, nil
}

func (l *lines) row() (Row, error) {
	for {
		row := Row{Start: l.at}
		line, err := l.line()
		if err != nil {
			return row, err
		}
		l.at += int64(len(line))
		row.End = l.at
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		row.Name, row.Input, row.Problem = l.layout.read(line)
		return row, nil
	}
}

// line reads to the end of a line, which the last one need not have.
func (l *lines) line() ([]byte, error) {
	l.bounds.row()
	var line []byte
	for {
		part, err := l.from.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > MaxRow:
			return nil, errTooLong
		case err == nil, errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err //nolint:wrapcheck // io.EOF is looked for
		}
	}
}

// read makes the name and the input of a line, or says what is wrong with it.
func (l Layout) read(line []byte) (name, input, problem string) {
	switch {
	case !utf8.Valid(line):
		return "", "", "The line is not in UTF-8."
	case !json.Valid(line) && line[0] == '[':
		return "", "", "The line is not valid JSON. A file that is one JSON array is no JSON Lines: write each item on a line of its own, without brackets and commas around it."
	case !json.Valid(line):
		return "", "", "The line is not valid JSON."
	case l.NameColumn == "" && l.InputColumn == "":
		return "", string(line), ""
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		return "", "", "The line is no object, so it has no members to find names or inputs in."
	}
	if l.NameColumn != "" {
		name = nameIn(members[l.NameColumn])
	}
	if l.InputColumn == "" {
		return name, string(line), ""
	}
	part, there := members[l.InputColumn]
	if !there {
		return name, "", fmt.Sprintf("The line has no member %q for the input.", l.InputColumn)
	}
	return name, string(part), ""
}

// nameIn is a name that may be written as a text or as a number.
func nameIn(value json.RawMessage) string {
	var text string
	if json.Unmarshal(value, &text) == nil {
		return text
	}
	var number json.Number
	if json.Unmarshal(value, &number) == nil {
		return number.String()
	}
	return ""
}
