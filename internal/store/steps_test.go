package store

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

var (
	comment = regexp.MustCompile(`--[^\n]*`)
	// breaking is what queries of the version before would trip over.
	breaking = regexp.MustCompile(`(?is)\b(DROP\s+(TABLE|COLUMN)\s+\S+|RENAME\s+(TO|COLUMN)\s+\S+|ALTER\s+COLUMN\s+\S+\s+(SET\s+(DATA|NOT)|TYPE)\b|ADD\s+COLUMN\s+[^;]*\bNOT\s+NULL\b[^;]*)`)
	floors   = regexp.MustCompile(`(?i)UPDATE\s+schema_floor\s+SET\s+step\s*=\s*(\d+)\s*;`)
)

// breaks gives the part of a step with which the version before cannot go on, unless
// the step says so by raising the floor to its own number.
func breaks(number int, step string) string {
	up, _, _ := strings.Cut(step, "-- +goose Down")
	up = comment.ReplaceAllString(up, "")
	for _, raised := range floors.FindAllStringSubmatch(up, -1) {
		if raised[1] == fmt.Sprint(number) {
			return ""
		}
	}
	for _, found := range breaking.FindAllString(up, -1) {
		if !strings.Contains(strings.ToUpper(found), "DEFAULT") {
			return found
		}
	}
	return ""
}

func TestStepsThatBreakAreFound(t *testing.T) {
	const added = "ALTER TABLE a ADD COLUMN b TEXT COLLATE \"C\" NOT NULL DEFAULT '';\nCREATE TABLE c (d BIGINT NOT NULL);\nDROP INDEX e;\n-- +goose Down\nDROP TABLE c;"
	if found := breaks(20, added); found != "" {
		t.Errorf("a step that only adds: %s", found)
	}
	for _, step := range []string{
		"DROP TABLE a;", "ALTER TABLE a DROP COLUMN b;", "ALTER TABLE a RENAME TO b;", "ALTER TABLE a RENAME COLUMN b TO c;",
		"ALTER TABLE a ALTER COLUMN b SET NOT NULL;", "ALTER TABLE a ALTER COLUMN b TYPE BIGINT;", "ALTER TABLE a\n  ADD COLUMN b BIGINT NOT NULL;",
	} {
		if breaks(20, step) == "" {
			t.Errorf("%s was not found", step)
		}
		if breaks(20, step+"\nUPDATE schema_floor SET step = 19;") == "" {
			t.Errorf("%s was not found, with a floor below it", step)
		}
		if found := breaks(20, step+"\nUPDATE schema_floor SET step = 20;"); found != "" {
			t.Errorf("%s has raised the floor", found)
		}
	}
}

// The version before goes on while its successor starts (docs/operations.md).
func TestStepsLetTheVersionBeforeGoOn(t *testing.T) {
	for _, e := range []engine{sqliteEngine, postgresEngine} {
		h := historyOf(e)
		schema, err := h.compare(nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range schema.Steps {
			text, err := fs.ReadFile(h.files, fmt.Sprintf("%05d_%s.sql", step.Number, step.Name))
			if err != nil {
				t.Fatal(err)
			}
			// The steps up to the first floor are those of the first version.
			if found := breaks(int(step.Number), string(text)); found != "" && step.Number > 19 {
				t.Errorf("%s, step %d: %q breaks the version before; do it a version later and raise schema_floor", e, step.Number, found)
			}
		}
	}
}
