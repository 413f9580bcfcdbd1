package imports

import (
	"context"
	"fmt"
	"regexp"
	"unicode/utf8"

	"foureyes/internal/fault"
	"foureyes/internal/humanloop"
	"foureyes/internal/imports/rows"
)

// maxInput is how many characters an input may have (A2I Runtime API, InputContent).
const maxInput = 3 << 20

// loopName is what a loop may be called (A2I Runtime API, HumanLoopName; capitals too,
// as the service takes them).
var loopName = regexp.MustCompile(`^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$`)

// verdict is what the check of a row came to.
type verdict struct {
	problem string
	needed  bool
	err     error // trouble of ours
}

// check checks a batch of rows.
func (s *Service) check(ctx context.Context, w work) error {
	verdicts := make([]verdict, len(w.rows))
	sideBySide(len(w.rows), func(i int) bool {
		verdicts[i] = s.judge(ctx, w, w.rows[i])
		return verdicts[i].err == nil
	})
	for _, v := range verdicts {
		if v.err != nil {
			return v.err
		}
	}
	taken, err := s.p.Store.TakeNames(ctx, w.ID, w.named(verdicts))
	if err != nil {
		return fmt.Errorf("compare the names of rows: %w", err)
	}
	b := batch{from: w.Place, to: w.behind(len(w.rows)), end: w.end}
	for i, v := range verdicts {
		row := w.rows[i]
		if first, is := taken[row.Number]; is {
			v.problem = fmt.Sprintf("Row %d has the same name.", first)
		}
		switch {
		case v.problem != "":
			b.problems = append(b.problems, Problem{row.Number, row.Name, v.problem})
		case !v.needed:
			b.unneeded++
		}
	}
	_, err = s.p.Store.ChangeImport(ctx, w.ID, func(i Import) (Change, error) { return checked(i, b, w.now) })
	return err
}

// named are the rows of a batch to which the file gives good names.
func (w *work) named(verdicts []verdict) []NamedRow {
	if w.Layout.NameColumn == "" {
		return nil
	}
	var named []NamedRow
	for i, row := range w.rows {
		if verdicts[i].problem == "" {
			named = append(named, NamedRow{row.Number, row.Name})
		}
	}
	return named
}

// judge checks one row as if its loop were started now.
func (s *Service) judge(ctx context.Context, w work, row rows.Row) verdict {
	if row.Problem != "" {
		return verdict{problem: row.Problem}
	}
	problem, err := s.judgeName(ctx, w, row)
	switch {
	case err != nil || problem != "":
		return verdict{problem: problem, err: err}
	case utf8.RuneCountInString(row.Input) > maxInput:
		return verdict{problem: fmt.Sprintf("The input has more than %d characters.", maxInput)}
	}
	needed, err := s.p.Loops.TryStart(ctx, w.request(row), w.now)
	if fault.Is(err, fault.Invalid) {
		return verdict{problem: fault.Of(err).Message}
	}
	if err != nil {
		err = fmt.Errorf("try row %d: %w", row.Number, err)
	}
	return verdict{needed: needed, err: err}
}

// judgeName says what is wrong with a name that the file gives.
func (s *Service) judgeName(ctx context.Context, w work, row rows.Row) (problem string, err error) {
	switch {
	case w.Layout.NameColumn == "":
		return "", nil
	case row.Name == "":
		return fmt.Sprintf("There is no name in %q.", w.Layout.NameColumn), nil
	case len(row.Name) > 63 || !loopName.MatchString(row.Name):
		return "The name is none for a human loop: 1 to 63 letters, digits and hyphens, with no hyphen at either end.", nil
	}
	switch _, err := s.p.Store.Loop(ctx, w.Account, w.Region, row.Name); {
	case err == nil:
		return "There is a human loop of this name already.", nil
	case !fault.Is(err, fault.NotFound):
		return "", fmt.Errorf("look for the name of row %d: %w", row.Number, err)
	}
	return "", nil
}

// request is the start of a row's loop.
func (w *work) request(row rows.Row) humanloop.StartRequest {
	return humanloop.StartRequest{
		Account: w.Account, Region: w.Region, Principal: w.Principal, Name: w.nameOf(row), FlowDefinitionARN: w.flow.ARN(),
		InputContent: row.Input, Row: &humanloop.ImportRow{Import: w.ID, Number: row.Number},
	}
}
