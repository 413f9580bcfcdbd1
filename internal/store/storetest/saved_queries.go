package storetest

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/savedquery"
)

// errNotYours is what rules of these tests refuse with.
var errNotYours = errors.New("not yours")

func (h *house) savedQuery(t *testing.T, owner, name string, changes ...func(*savedquery.Query)) savedquery.Query {
	t.Helper()
	q := savedquery.Query{
		ID: h.id(), Account: account, Owner: owner, Name: name, Text: "SELECT 'ü'\n" + strings.Repeat("-", savedquery.MaxText),
		CreatedAt: noon, ChangedAt: noon.Add(time.Minute), ChangedBy: "ben",
	}
	for _, c := range changes {
		c(&q)
	}
	must(t, h.AddSavedQuery(t.Context(), q, nil))
	return q
}

func savedQueries(t *testing.T, h *house) {
	want := h.savedQuery(t, "ann", "open loops")
	h.reopen(t)
	got, err := h.SavedQuery(t.Context(), account, want.ID)
	same(t, "as saved", want, got, err)

	want.Name, want.Text, want.Shared, want.ChangedAt, want.ChangedBy = "all loops", "SELECT 2", true, noon.Add(time.Hour), "eve"
	rename := func(savedquery.Query) (savedquery.Query, error) { return want, nil }
	got, err = h.ChangeSavedQuery(t.Context(), account, want.ID, rename)
	same(t, "what the change gives", want, got, err)
	got, err = h.SavedQuery(t.Context(), account, want.ID)
	same(t, "as changed", want, got, err)

	_, err = h.ChangeSavedQuery(t.Context(), account, want.ID, func(q savedquery.Query) (savedquery.Query, error) { return q, errNotYours })
	fails(t, "a change that is refused", err)
	fails(t, "a refused deletion", h.DeleteSavedQuery(t.Context(), account, want.ID, func(savedquery.Query) error { return errNotYours }))
	allow := func(savedquery.Query) error { return nil }
	for what, at := range map[string][2]string{"another account": {"000000000043", want.ID}, "another id": {account, "nothing"}} {
		_, err := h.SavedQuery(t.Context(), at[0], at[1])
		refused(t, what, err, fault.NotFound)
		_, err = h.ChangeSavedQuery(t.Context(), at[0], at[1], rename)
		refused(t, "change of "+what, err, fault.NotFound)
		refused(t, "deletion of "+what, h.DeleteSavedQuery(t.Context(), at[0], at[1], allow), fault.NotFound)
	}
	got, err = h.SavedQuery(t.Context(), account, want.ID)
	same(t, "after all that", want, got, err)
	must(t, h.DeleteSavedQuery(t.Context(), account, want.ID, allow))
	_, err = h.SavedQuery(t.Context(), account, want.ID)
	refused(t, "a query that is gone", err, fault.NotFound)
}

func fails(t *testing.T, what string, err error) {
	t.Helper()
	if !errors.Is(err, errNotYours) {
		t.Errorf("%s: %v", what, err)
	}
}

func savedQueryNames(t *testing.T, h *house) {
	first := h.savedQuery(t, "ann", "loops")
	h.savedQuery(t, "ben", "loops")
	h.savedQuery(t, "ann", "loops", func(q *savedquery.Query) { q.Account = "000000000043" })
	second := h.savedQuery(t, "ann", "Loops")

	again := first
	again.ID = h.id()
	refused(t, "a name once more", h.AddSavedQuery(t.Context(), again, nil), fault.InUse)
	_, err := h.ChangeSavedQuery(t.Context(), account, second.ID, func(q savedquery.Query) (savedquery.Query, error) {
		q.Name = "loops"
		return q, nil
	})
	refused(t, "the name of another one", err, fault.InUse)
	_, err = h.ChangeSavedQuery(t.Context(), account, first.ID, func(q savedquery.Query) (savedquery.Query, error) { return q, nil })
	must(t, err)

	again.Name = "one more"
	var counted int
	err = h.AddSavedQuery(t.Context(), again, func(existing int) error {
		counted = existing
		return errNotYours
	})
	fails(t, "one that does not fit", err)
	same(t, "those of the account", 3, counted, nil)
	_, err = h.SavedQuery(t.Context(), account, again.ID)
	refused(t, "one that did not fit", err, fault.NotFound)
}

func pagesOfSavedQueries(t *testing.T, h *house) {
	share := func(q *savedquery.Query) { q.Shared = true }
	h.savedQuery(t, "ann", "own")
	h.savedQuery(t, "ben", "Shared", share)
	h.savedQuery(t, "ben", "hidden")
	h.savedQuery(t, "ann", "elsewhere", share, func(q *savedquery.Query) { q.Account = "000000000043" })
	h.savedQuery(t, "ann", "later", share, func(q *savedquery.Query) { q.CreatedAt = noon.Add(time.Second) })
	name := func(q savedquery.Query) string { return q.Name }

	first, err := h.ListSavedQueries(t.Context(), account, "ann", page.Query{Limit: 1})
	same(t, "a page and one more", []string{"own", "Shared"}, column(first, name), err)
	same(t, "a text in a list", "", first[0].Text, nil)
	rest, err := h.ListSavedQueries(t.Context(), account, "ann", page.Query{Limit: 9, After: &page.Key{CreatedAt: first[0].CreatedAt, ID: first[0].ID}})
	same(t, "the rest", []string{"Shared", "later"}, column(rest, name), err)
	found, err := h.ListSavedQueries(t.Context(), account, "ann", page.Query{Limit: 9, NameContains: "shAR"})
	same(t, "by name", []string{"Shared"}, column(found, name), err)
	h.savedQuery(t, "joe", "Überfällig 100%")
	for _, part := range []string{"Überf", "100%", "überfällig"[len("ü"):]} {
		found, err = h.ListSavedQueries(t.Context(), account, "joe", page.Query{Limit: 9, NameContains: part})
		same(t, part, []string{"Überfällig 100%"}, column(found, name), err)
	}
	found, err = h.ListSavedQueries(t.Context(), account, "joe", page.Query{Limit: 9, NameContains: "1_0"})
	same(t, "a character that is no wildcard", nil, column(found, name), err)
	found, err = h.ListSavedQueries(t.Context(), account, "eve", page.Query{Limit: 9})
	same(t, "what is shared", []string{"Shared", "later"}, column(found, name), err)
}

// saversRace lets one of many have a name, whether they save or rename.
func saversRace(t *testing.T, h *house) {
	const each = 6
	errs := make([]error, 2*each)
	var work sync.WaitGroup
	for i := range each {
		renamed := h.savedQuery(t, "ann", h.id())
		added := savedquery.Query{ID: h.id(), Account: account, Owner: "ann", Name: "wanted", Text: "SELECT 1", CreatedAt: noon, ChangedAt: noon}
		work.Go(func() { errs[2*i] = h.AddSavedQuery(t.Context(), added, nil) })
		work.Go(func() {
			_, errs[2*i+1] = h.ChangeSavedQuery(t.Context(), account, renamed.ID, func(q savedquery.Query) (savedquery.Query, error) {
				q.Name = "wanted"
				return q, nil
			})
		})
	}
	work.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		refused(t, "a name that another one got", err, fault.InUse)
	}
	same(t, "winners", 1, won, nil)
}
