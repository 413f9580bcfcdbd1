package store_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/store"
)

func aPerson(n int) auth.Person {
	return auth.Person{
		ID: fmt.Sprintf("p%d", n), Email: fmt.Sprintf("p%d@example.com", n), Name: fmt.Sprintf("Person %d", n),
		WorkerID: fmt.Sprintf("%016x", n), Administrator: n%2 == 0, CreatedAt: noon.Add(time.Duration(n) * time.Millisecond),
	}
}

var everywhere = auth.Membership{Account: "000000000000", Region: auth.EveryRegion, Group: "Everyone-in-private-workforce"}

func addPerson(t *testing.T, s *store.Store, n int) auth.Person {
	t.Helper()
	p := aPerson(n)
	if err := s.CreatePerson(t.Context(), p, "hash", everywhere); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPersonIsReadAsSaved(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		for n := range 2 {
			want := addPerson(t, s, n)
			got, err := s.Person(t.Context(), want.ID)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%v %s", err, diff)
			}
			got, hash, err := s.PersonByEmail(t.Context(), want.Email)
			if diff := cmp.Diff(want, got); diff != "" || hash != "hash" || err != nil {
				t.Errorf("by e-mail: %q, %v %s", hash, err, diff)
			}
		}
		if _, _, err := s.PersonByEmail(t.Context(), "nobody@example.com"); !fault.Is(err, fault.NotFound) {
			t.Errorf("unknown address: %v", err)
		}
	})
}

func TestTakenAddressAndTakenWorkerIDAreToldApart(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		addPerson(t, s, 1)
		same := aPerson(2)
		same.Email = aPerson(1).Email
		if err := s.CreatePerson(t.Context(), same, "", everywhere); !fault.Is(err, fault.InUse) {
			t.Errorf("the same address: %v", err)
		}
		same = aPerson(2)
		same.WorkerID = aPerson(1).WorkerID
		if err := s.CreatePerson(t.Context(), same, "", everywhere); err == nil || fault.Is(err, fault.InUse) {
			t.Errorf("the same worker id: %v", err)
		}
		if _, err := s.Person(t.Context(), "p2"); !fault.Is(err, fault.NotFound) {
			t.Errorf("a refused person was saved: %v", err)
		}
	})
}

func TestPeopleAreListedByPage(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		for n := range 5 {
			addPerson(t, s, n)
		}
		for _, c := range []struct {
			name string
			q    page.Query
			want []string
		}{
			{"all", page.Query{Limit: 5}, []string{"p0", "p1", "p2", "p3", "p4"}},
			{"one more than the page", page.Query{Limit: 2}, []string{"p0", "p1", "p2"}},
			{"newest first", page.Query{Limit: 2, Descending: true}, []string{"p4", "p3", "p2"}},
			{"after", page.Query{Limit: 9, After: &page.Key{CreatedAt: aPerson(2).CreatedAt, ID: "p2"}}, []string{"p3", "p4"}},
			{"before", page.Query{Limit: 9, Descending: true, After: &page.Key{CreatedAt: aPerson(2).CreatedAt, ID: "p2"}}, []string{"p1", "p0"}},
			{"between", page.Query{Limit: 9, From: aPerson(1).CreatedAt, Until: aPerson(3).CreatedAt}, []string{"p1", "p2"}},
			{"name", page.Query{Limit: 9, NameContains: "SON 3"}, []string{"p3"}},
			{"address", page.Query{Limit: 9, NameContains: "p4@ex"}, []string{"p4"}},
			{"name and after", page.Query{Limit: 9, NameContains: "person", After: &page.Key{CreatedAt: aPerson(3).CreatedAt, ID: "p3"}}, []string{"p4"}},
			{"no wildcard", page.Query{Limit: 9, NameContains: "%"}, nil},
		} {
			people, err := s.ListPeople(t.Context(), c.q)
			var got []string
			for _, p := range people {
				got = append(got, p.ID)
			}
			if diff := cmp.Diff(c.want, got); diff != "" || err != nil {
				t.Errorf("%s: %v %s", c.name, err, diff)
			}
		}
	})
}

func TestDisabledPersonKeepsTheTime(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		addPerson(t, s, 1)
		for _, now := range []time.Time{noon, noon.Add(time.Hour)} {
			if err := s.DisablePerson(t.Context(), "p1", now); err != nil {
				t.Fatal(err)
			}
		}
		if p, err := s.Person(t.Context(), "p1"); err != nil || !p.DisabledAt.Equal(noon) {
			t.Errorf("disabled at %v, %v", p.DisabledAt, err)
		}
		if err := s.DisablePerson(t.Context(), "p2", noon); !fault.Is(err, fault.NotFound) {
			t.Errorf("unknown person: %v", err)
		}
	})
}
