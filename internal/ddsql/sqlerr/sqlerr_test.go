package sqlerr_test

import (
	"errors"
	"fmt"
	"testing"

	"foureyes/internal/ddsql/sqlerr"
)

func TestPlaceKeepsThePositionThatIsThere(t *testing.T) {
	bare := sqlerr.New(sqlerr.DivisionByZero, "division by zero")
	placed := sqlerr.Place(fmt.Errorf("project: %w", bare), 8)
	if got := sqlerr.From(placed).Position; got != 8 {
		t.Errorf("position %d, want 8", got)
	}
	if bare.Position != 0 {
		t.Error("Place changed the error that others hold")
	}
	if got := sqlerr.From(sqlerr.Place(placed, 3)).Position; got != 8 {
		t.Errorf("position %d, want 8: the inner place is the better one", got)
	}
}

func TestFromHidesForeignErrors(t *testing.T) {
	e := sqlerr.From(errors.New("open /var/lib/secret: no such file"))
	if e.Code != sqlerr.InternalError || e.Message != "internal error" {
		t.Errorf("got %v", e)
	}
	if sqlerr.From(nil) != nil {
		t.Error("no error became one")
	}
}

func TestMessageWithoutArgumentsIsLeftAlone(t *testing.T) {
	e := sqlerr.At(4, sqlerr.SyntaxError, `syntax error at or near "%s"`)
	if e.Message != `syntax error at or near "%s"` || e.Position != 4 {
		t.Errorf("got %+v", e)
	}
	with := e.WithHint("Use %d.", 1).WithDetail("100%")
	if with.Hint != "Use 1." || with.Detail != "100%" || e.Hint != "" {
		t.Errorf("got %+v and %+v", with, e)
	}
}

func TestCodeOfForeignErrorsIsEmpty(t *testing.T) {
	if got := sqlerr.Code(errors.New("x")); got != "" {
		t.Errorf("got %q", got)
	}
	if got := sqlerr.Code(fmt.Errorf("run: %w", sqlerr.New(sqlerr.QueryCanceled, "canceled"))); got != "57014" {
		t.Errorf("got %q", got)
	}
}
