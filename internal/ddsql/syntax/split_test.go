package syntax_test

import (
	"slices"
	"testing"

	"foureyes/internal/ddsql/syntax"
)

func TestSplitCutsBetweenStatements(t *testing.T) {
	for sql, want := range map[string][]syntax.Piece{
		"":                             nil,
		" ; ;; ":                       nil,
		"select 1":                     {{"select 1", 0, false}},
		"select 1;":                    {{"select 1", 0, true}},
		" select ';' ; select \";\" ":  {{"select ';' ", 1, true}, {"select \";\" ", 14, false}},
		"select $x$;$x$; -- ; end\nb;": {{"select $x$;$x$", 0, true}, {"b", 25, true}},
		"a /* ; /* ; */ */ b; c":       {{"a /* ; /* ; */ */ b", 0, true}, {"c", 21, false}},
		"ä; ö;":                        {{"ä", 0, true}, {"ö", 4, true}},
		"a; select 'b; c":              {{"a", 0, true}, {"select 'b; c", 3, false}},
		"a; /* b; c":                   {{"a", 0, true}, {"/* b; c", 3, false}},
		"a; 1x; c":                     {{"a", 0, true}, {"1x; c", 3, false}},
	} {
		if got := syntax.Split(sql); !slices.Equal(got, want) {
			t.Errorf("%q: got %+v, want %+v", sql, got, want)
		}
	}
}
