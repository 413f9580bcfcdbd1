package savedquery_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"foureyes/internal/audit"
	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/savedquery"
)

var (
	noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)
	ann  = savedquery.Caller{Account: "000000000042", Principal: "arn:aws:iam::000000000042:user/ann"}
	ben  = savedquery.Caller{Account: "000000000042", Principal: "arn:aws:iam::000000000042:user/ben"}
	boss = savedquery.Caller{Account: "000000000042", Principal: "arn:aws:iam::000000000042:user/boss", Administrator: true}
)

// shelf is a store with room for one query.
type shelf struct {
	savedquery.Store

	kept   savedquery.Query
	others int
}

func (s *shelf) AddSavedQuery(_ context.Context, q savedquery.Query, fits func(int) error) error {
	s.kept = q
	return fits(s.others)
}

func (s *shelf) SavedQuery(_ context.Context, account, id string) (savedquery.Query, error) {
	if account != s.kept.Account || id != s.kept.ID {
		return savedquery.Query{}, savedquery.Missing(id)
	}
	return s.kept, nil
}

func (s *shelf) ChangeSavedQuery(_ context.Context, _, _ string, rule func(savedquery.Query) (savedquery.Query, error)) (savedquery.Query, error) {
	q, err := rule(s.kept)
	if err == nil {
		s.kept = q
	}
	return q, err
}

func (s *shelf) DeleteSavedQuery(_ context.Context, _, _ string, rule func(savedquery.Query) error) error {
	return rule(s.kept)
}

func (s *shelf) ListSavedQueries(context.Context, string, string, page.Query) ([]savedquery.Query, error) {
	return []savedquery.Query{s.kept, s.kept}, nil
}

func room(s *shelf) *savedquery.Service {
	return savedquery.NewService(s, func(time.Time) string { return "id" })
}

func TestOwnersSaveAndChange(t *testing.T) {
	s := &shelf{}
	entry := audit.Begin(t.Context(), audit.Entry{})
	q, err := room(s).Save(entry, ann, savedquery.Draft{Name: "open", Text: "SELECT 1"}, noon)
	want := savedquery.Query{
		ID: "id", Account: ann.Account, Owner: ann.Principal, Name: "open", Text: "SELECT 1", CreatedAt: noon, ChangedAt: noon, ChangedBy: ann.Principal,
	}
	if err != nil || q != want || s.kept != want {
		t.Errorf("saved %+v, %v", q, err)
	}
	if e, _ := audit.From(entry).Unsaved(); e.Account != ann.Account || e.Resource != "sql/queries/id" {
		t.Errorf("the audit tells of %+v", e)
	}
	later := noon.Add(time.Hour)
	want.Name, want.Text, want.Shared, want.ChangedAt, want.ChangedBy = "all", "SELECT 2", true, later, boss.Principal
	if _, err := room(s).Change(t.Context(), ann, "id", savedquery.Draft{Name: "open", Text: "SELECT 1", Shared: true}, noon); err != nil {
		t.Errorf("the owner shares: %v", err)
	}
	q, err = room(s).Change(t.Context(), boss, "id", savedquery.Draft{Name: "all", Text: "SELECT 2", Shared: true}, later)
	if err != nil || q != want {
		t.Errorf("an administrator changes: %+v, %v", q, err)
	}
}

func TestWhoSeesAndChanges(t *testing.T) {
	other := ann
	other.Account = "000000000043"
	for name, test := range map[string]struct {
		who          savedquery.Caller
		shared       bool
		find, change fault.Kind
	}{
		"the owner":                       {who: ann},
		"somebody else":                   {who: ben, find: fault.NotFound, change: fault.NotFound},
		"somebody else, shared":           {who: ben, shared: true, change: fault.Denied},
		"an administrator":                {who: boss, find: fault.NotFound, change: fault.NotFound},
		"an administrator, shared":        {who: boss, shared: true},
		"the owner's name, other account": {who: other, shared: true, find: fault.NotFound, change: fault.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			s := &shelf{kept: savedquery.Query{ID: "id", Account: ann.Account, Owner: ann.Principal, Name: "open", Text: "SELECT 1", Shared: test.shared}}
			_, err := room(s).Find(t.Context(), test.who, "id")
			expect(t, "find", err, test.find)
			_, err = room(s).Change(t.Context(), test.who, "id", savedquery.Draft{Name: "open", Text: "SELECT 1", Shared: test.shared}, noon)
			expect(t, "change", err, test.change)
			expect(t, "delete", room(s).Delete(t.Context(), test.who, "id"), test.change)
		})
	}
}

// expect takes the kind Internal, the zero value, for no error.
func expect(t *testing.T, what string, err error, want fault.Kind) {
	t.Helper()
	if want == fault.Internal && err != nil || want != fault.Internal && !fault.Is(err, want) {
		t.Errorf("%s: %v, wanted %v", what, err, want)
	}
}

func TestDraftsAreChecked(t *testing.T) {
	for name, test := range map[string]struct {
		draft  savedquery.Draft
		others int
		want   fault.Kind
	}{
		"a usual one":        {draft: savedquery.Draft{Name: "open loops", Text: "SELECT 1"}},
		"as long as may be":  {draft: savedquery.Draft{Name: strings.Repeat("ü", 128), Text: strings.Repeat("x", 64<<10)}, others: 999},
		"no name":            {draft: savedquery.Draft{Text: "SELECT 1"}, want: fault.Invalid},
		"a long name":        {draft: savedquery.Draft{Name: strings.Repeat("x", 129), Text: "SELECT 1"}, want: fault.Invalid},
		"a space at the end": {draft: savedquery.Draft{Name: "open ", Text: "SELECT 1"}, want: fault.Invalid},
		"a name of lines":    {draft: savedquery.Draft{Name: "a\nb", Text: "SELECT 1"}, want: fault.Invalid},
		"no text":            {draft: savedquery.Draft{Name: "open", Text: " \n"}, want: fault.Invalid},
		"a long text":        {draft: savedquery.Draft{Name: "open", Text: strings.Repeat("ü", 32<<10) + "x"}, want: fault.Invalid},
		"a text with a NUL":  {draft: savedquery.Draft{Name: "open", Text: "SELECT '\x00'"}, want: fault.Invalid},
		"one too many":       {draft: savedquery.Draft{Name: "open", Text: "SELECT 1"}, others: 1000, want: fault.Quota},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := room(&shelf{others: test.others}).Save(t.Context(), ann, test.draft, noon)
			expect(t, "save", err, test.want)
			if test.want == fault.Invalid {
				_, err = room(&shelf{}).Change(t.Context(), ann, "id", test.draft, noon)
				expect(t, "change", err, test.want)
			}
		})
	}
}

func TestListsGoOn(t *testing.T) {
	s := &shelf{kept: savedquery.Query{ID: "id", CreatedAt: noon}}
	rows, last, err := room(s).List(t.Context(), ann, page.Query{Limit: 1})
	if err != nil || len(rows) != 1 || last == nil || *last != (page.Key{CreatedAt: noon, ID: "id"}) {
		t.Errorf("got %d rows, %v, %v", len(rows), last, err)
	}
	if rows, last, err = room(s).List(t.Context(), ann, page.Query{Limit: 2}); err != nil || len(rows) != 2 || last != nil {
		t.Errorf("got %d rows, %v, %v", len(rows), last, err)
	}
}
