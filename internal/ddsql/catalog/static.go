package catalog

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/ddsql/value"
)

//go:embed data/*.tsv
var files embed.FS

// readRows reads the rows of a catalogue that are always there.
func (s *shape) readRows(file string) [][]value.Value {
	data, err := files.ReadFile("data/" + file + ".tsv")
	if err != nil {
		panic("catalog: " + err.Error()) // the file is part of the program, and tested
	}
	var rows [][]value.Value
	for line := range strings.Lines(string(data)) {
		texts := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		row := slices.Clone(s.blank)
		for i, text := range texts {
			row[i] = readField(s.meta.Columns[i].Type, text)
		}
		rows = append(rows, row)
	}
	return rows
}

func readField(t value.Type, text string) value.Value {
	if text == `\N` {
		return value.Null
	}
	if t == value.RegProc {
		number, name, _ := strings.Cut(text, "/")
		oid, err := strconv.ParseUint(number, 10, 32)
		if err != nil {
			panic("catalog: " + err.Error())
		}
		return value.OfReg(uint32(oid), name)
	}
	v, err := value.ParseText(t, text, time.Time{})
	if err != nil {
		panic("catalog: " + err.Error())
	}
	return v
}
