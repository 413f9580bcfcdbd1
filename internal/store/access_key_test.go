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

// noon is when these tests take place.
var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

func aKey(id string) auth.AccessKey {
	return auth.AccessKey{
		ID: id, Account: "000000000000", Principal: "arn:aws:iam::000000000000:user/operator",
		SealedSecret: []byte{1, 0, 0xff}, CreatedAt: noon.Add(123 * time.Millisecond),
	}
}

func TestAccessKeyIsReadAsSaved(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		if _, err := s.AnyAccessKey(t.Context()); !fault.Is(err, fault.NotFound) {
			t.Errorf("no key yet: %v", err)
		}
		for _, id := range []string{"AKIA1", "AKIA2"} { // the second finds the account there
			if err := s.CreateAccessKey(t.Context(), aKey(id)); err != nil {
				t.Fatal(err)
			}
			got, err := s.AccessKey(t.Context(), id)
			if diff := cmp.Diff(aKey(id), got); diff != "" || err != nil {
				t.Errorf("%v %s", err, diff)
			}
		}
		if at, err := s.AccountCreatedAt(t.Context(), "000000000000"); err != nil || !at.Equal(aKey("").CreatedAt) {
			t.Errorf("the account: %v, %v", at, err)
		}
		if err := s.CreateAccessKey(t.Context(), aKey("AKIA1")); !fault.Is(err, fault.InUse) {
			t.Errorf("an id twice: %v", err)
		}
		if _, err := s.AnyAccessKey(t.Context()); err != nil {
			t.Error(err)
		}
		if _, err := s.AccessKey(t.Context(), "akia1"); !fault.Is(err, fault.NotFound) {
			t.Errorf("in another case: %v", err)
		}
	})
}

// Servers that start together on a new database all try to make the first key.
func TestOneFirstAccessKey(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		const servers = 8
		made := make(chan error, servers)
		for i := range servers {
			go func() { made <- s.CreateFirstAccessKey(t.Context(), aKey(fmt.Sprintf("AKIA%d", i))) }()
		}
		first := 0
		for range servers {
			switch err := <-made; {
			case err == nil:
				first++
			case !fault.Is(err, fault.InUse):
				t.Error(err)
			}
		}
		keys, err := s.ListAccessKeys(t.Context(), "", page.Query{Limit: servers})
		if err != nil || first != 1 || len(keys) != 1 {
			t.Errorf("%d were told that theirs is the first, and there are %d, %v", first, len(keys), err)
		}
	})
}

func TestDisabledAccessKeyKeepsItsTime(t *testing.T) {
	onEngines(t, func(t *testing.T, s *store.Store) {
		if err := s.CreateAccessKey(t.Context(), aKey("AKIA1")); err != nil {
			t.Fatal(err)
		}
		for _, now := range []time.Time{noon, noon.Add(time.Hour)} {
			if err := s.DisableAccessKey(t.Context(), "AKIA1", now); err != nil {
				t.Fatal(err)
			}
		}
		if k, err := s.AccessKey(t.Context(), "AKIA1"); err != nil || !k.DisabledAt.Equal(noon) {
			t.Errorf("disabled at %v, %v", k.DisabledAt, err)
		}
		if err := s.DisableAccessKey(t.Context(), "AKIA2", noon); !fault.Is(err, fault.NotFound) {
			t.Errorf("unknown key: %v", err)
		}
	})
}
