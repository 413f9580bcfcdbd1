package advice

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// ReadPairs counts the pairs of a file: CSV with a confidence and true or false on
// each line (also yes or no, right or wrong, 1 or 0). A first line whose confidence
// is no number has the names of the columns.
func ReadPairs(r io.Reader, t *Tally) error {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord, lines.ReuseRecord, lines.TrimLeadingSpace = 2, true, true
	for first := true; ; first = false {
		record, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read the pairs: %w", err)
		}
		p, err := pairOf(record)
		if err == nil {
			err = t.Add(p)
		}
		if err != nil && (!first || !headed(record)) {
			line, _ := lines.FieldPos(0)
			return fmt.Errorf("line %d: %w", line, err)
		}
	}
}

// headed reports whether a line names its columns.
func headed(record []string) bool {
	_, err := strconv.ParseFloat(strings.TrimSpace(record[0]), 64)
	return err != nil
}

func pairOf(record []string) (Pair, error) {
	x, err := strconv.ParseFloat(strings.TrimSpace(record[0]), 64)
	if err != nil {
		return Pair{}, fmt.Errorf("%q is no number", record[0])
	}
	switch strings.ToLower(strings.TrimSpace(record[1])) {
	case "true", "yes", "right", "1":
		return Pair{x, true}, nil
	case "false", "no", "wrong", "0":
		return Pair{x, false}, nil
	}
	return Pair{}, fmt.Errorf("%q says neither right nor wrong", record[1])
}
