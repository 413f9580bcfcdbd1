package auth_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/store"
)

const account = "000000000000"

func openStore(t testing.TB) *store.Store {
	t.Helper()
	s, err := store.OpenSQLite(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestCreatedKeyIsFound(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	c, err := keys.Create(t.Context(), account, "operator", noon)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // from the store, then from the cache
		k, secret, err := keys.Find(t.Context(), c.ID, noon)
		if err != nil || secret != c.Secret {
			t.Fatalf("got the wrong secret or %v", err)
		}
		if k.Account != account || k.Principal != "arn:aws:iam::000000000000:user/operator" || !k.CreatedAt.Equal(noon) {
			t.Errorf("got %+v", k)
		}
		if strings.Contains(string(k.SealedSecret), c.Secret) {
			t.Error("the secret is stored in the clear")
		}
	}
	if _, _, err := keys.Find(t.Context(), "AKIAUNKNOWN", noon); !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown key: %v", err)
	}
}

func TestKeysWithOddOwnersAreRefused(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	for _, owner := range [][2]string{{"", "a"}, {"12345678901", "a"}, {"1234567890123", "a"}, {"12345678901x", "a"}, {account, ""}, {account, "a/b"}, {account, "a b"}} {
		if _, err := keys.Create(t.Context(), owner[0], owner[1], noon); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", owner, err)
		}
	}
}

func TestAddingTheSameKeyAgainChangesNothing(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	c := auth.Credentials{ID: "test", Secret: "test-test"}
	for range 2 {
		if err := keys.Add(t.Context(), account, "operator", c, noon); err != nil {
			t.Fatal(err)
		}
	}
	for name, err := range map[string]error{
		"another secret":  keys.Add(t.Context(), account, "operator", auth.Credentials{ID: "test", Secret: "another-one"}, noon),
		"another user":    keys.Add(t.Context(), account, "ann", c, noon),
		"another account": keys.Add(t.Context(), "111111111111", "operator", c, noon),
	} {
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := keys.Add(t.Context(), account, "operator", auth.Credentials{ID: "a b", Secret: "test-test"}, noon); !fault.Is(err, fault.Invalid) {
		t.Errorf("odd id: %v", err)
	}
	if err := keys.Disable(t.Context(), "test", noon); err != nil {
		t.Fatal(err)
	}
	if err := keys.Add(t.Context(), account, "operator", c, noon); !fault.Is(err, fault.Conflict) {
		t.Errorf("disabled key: %v", err)
	}
}

func TestDisabledKeyIsGoneAtOnce(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	c, err := keys.Create(t.Context(), account, "operator", noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := keys.Find(t.Context(), c.ID, noon); err != nil {
		t.Fatal(err)
	}
	if err := keys.Disable(t.Context(), c.ID, noon); err != nil {
		t.Fatal(err)
	}
	if _, _, err := keys.Find(t.Context(), c.ID, noon); !fault.Is(err, fault.NotFound) {
		t.Errorf("after disabling: %v", err)
	}
	if err := keys.Disable(t.Context(), "AKIAUNKNOWN", noon); !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown key: %v", err)
	}
}

func TestKeyDisabledElsewhereIsGoneSoon(t *testing.T) {
	s, sealed := openStore(t), newKeys(t, 1)
	here, elsewhere := auth.NewAccessKeys(s, sealed), auth.NewAccessKeys(s, sealed)
	c, err := elsewhere.Create(t.Context(), account, "operator", noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := here.Find(t.Context(), c.ID, noon); err != nil {
		t.Fatal(err)
	}
	if err := elsewhere.Disable(t.Context(), c.ID, noon); err != nil {
		t.Fatal(err)
	}
	for _, now := range []time.Time{noon.Add(10 * time.Second), noon.Add(-time.Second)} {
		if _, _, err := here.Find(t.Context(), c.ID, now); !fault.Is(err, fault.NotFound) {
			t.Errorf("at %v: %v", now, err)
		}
	}
}

func TestDisablingWinsOverFindingAtTheSameTime(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	for i := range 20 {
		c := auth.Credentials{ID: fmt.Sprintf("AKIA%d", i), Secret: "secret-secret"}
		if err := keys.Add(t.Context(), account, "operator", c, noon); err != nil {
			t.Fatal(err)
		}
		var wait sync.WaitGroup
		for range 4 {
			wait.Go(func() {
				if _, _, err := keys.Find(t.Context(), c.ID, noon); err != nil && !fault.Is(err, fault.NotFound) {
					t.Error(err)
				}
			})
		}
		wait.Go(func() {
			if err := keys.Disable(t.Context(), c.ID, noon); err != nil {
				t.Error(err)
			}
		})
		wait.Wait()
		if _, _, err := keys.Find(t.Context(), c.ID, noon); !fault.Is(err, fault.NotFound) {
			t.Fatalf("found after it was disabled: %v", err)
		}
	}
}

func TestWrongMasterKeyIsFoundAtStart(t *testing.T) {
	s := openStore(t)
	none := auth.NewAccessKeys(s, newKeys(t, 1))
	if err := none.Check(t.Context()); err != nil {
		t.Errorf("without keys: %v", err)
	}
	if some, err := none.Any(t.Context()); some || err != nil {
		t.Errorf("any without keys: %v, %v", some, err)
	}
	c, err := auth.NewAccessKeys(s, newKeys(t, 1)).Create(t.Context(), account, "operator", noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := auth.NewAccessKeys(s, newKeys(t, 1)).Check(t.Context()); err != nil {
		t.Errorf("the right master key: %v", err)
	}
	wrong := auth.NewAccessKeys(s, newKeys(t, 2))
	if some, err := wrong.Any(t.Context()); !some || err != nil {
		t.Errorf("any with a key: %v, %v", some, err)
	}
	if err := wrong.Check(t.Context()); err == nil {
		t.Error("the wrong master key was accepted")
	}
	var f *fault.Error
	if _, _, err := wrong.Find(t.Context(), c.ID, noon); err == nil || errors.As(err, &f) {
		t.Errorf("a request under the wrong master key: %v", err)
	}
}
