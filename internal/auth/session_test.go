package auth_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

func signedIn(t testing.TB) (*auth.People, *auth.Sessions, auth.Person, string) {
	t.Helper()
	people, sessions := newPeople(t)
	ann := addAnn(t, people)
	token, _, err := sessions.SignIn(t.Context(), auth.Proof{Email: ann.Email, Password: password}, auth.Origin{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	return people, sessions, ann, token
}

func TestSessionEnds(t *testing.T) {
	t.Run("by time", func(t *testing.T) {
		_, sessions, _, token := signedIn(t)
		if _, err := sessions.Find(t.Context(), token, noon.Add(auth.SessionLife)); !fault.Is(err, fault.Unauthenticated) {
			t.Error(err)
		}
	})
	t.Run("by signing out", func(t *testing.T) {
		_, sessions, _, token := signedIn(t)
		for range 2 {
			if err := sessions.SignOut(t.Context(), token); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := sessions.Find(t.Context(), token, noon); !fault.Is(err, fault.Unauthenticated) {
			t.Error(err)
		}
	})
	t.Run("by disabling the person", func(t *testing.T) {
		people, sessions, ann, token := signedIn(t)
		if err := people.Disable(t.Context(), ann.ID, noon); err != nil {
			t.Fatal(err)
		}
		if _, err := sessions.Find(t.Context(), token, noon); !fault.Is(err, fault.Unauthenticated) {
			t.Error(err)
		}
	})
}

func TestOneSessionEndsAlone(t *testing.T) {
	_, sessions, ann, token := signedIn(t)
	other, _, err := sessions.SignIn(t.Context(), auth.Proof{Email: ann.Email, Password: password}, auth.Origin{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := sessions.SignOut(t.Context(), token); err != nil {
		t.Fatal(err)
	}
	if _, err := sessions.Find(t.Context(), other, noon); err != nil {
		t.Errorf("the other session: %v", err)
	}
}

func TestOddTokensAreNobody(t *testing.T) {
	_, sessions, _, token := signedIn(t)
	for _, odd := range []string{"", "x", token + "A", token[1:], token + "=", token + "\n", " " + token, strings.Repeat("A", 43), strings.Repeat("A", 1<<20)} {
		if _, err := sessions.Find(t.Context(), odd, noon); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%.50q: %v", odd, err)
		}
		if err := sessions.SignOut(t.Context(), odd); err != nil {
			t.Errorf("signing out %.50q: %v", odd, err)
		}
		if _, _, err := sessions.SignIn(t.Context(), auth.Proof{Link: odd}, auth.Origin{}, noon); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("link %.50q: %v", odd, err)
		}
	}
	if _, err := sessions.Find(t.Context(), token, noon); err != nil {
		t.Errorf("the real token: %v", err)
	}
}

func TestLinkSignsInOnce(t *testing.T) {
	people, sessions := newPeople(t)
	ann := addAnn(t, people)
	link, err := sessions.Link(t.Context(), ann.ID, noon.Add(time.Hour), noon)
	if err != nil {
		t.Fatal(err)
	}
	var in atomic.Int32
	var wait sync.WaitGroup
	start := make(chan struct{})
	for range 20 {
		wait.Go(func() {
			<-start
			token, s, err := sessions.SignIn(t.Context(), auth.Proof{Link: link}, auth.Origin{}, noon)
			if fault.Is(err, fault.Unauthenticated) {
				return
			}
			if err != nil {
				t.Error(err)
				return
			}
			in.Add(1)
			if found, err := sessions.Find(t.Context(), token, noon); err != nil || found != s || s.Person != ann {
				t.Errorf("found %+v, %v", found, err)
			}
		})
	}
	close(start)
	wait.Wait()
	if in.Load() != 1 {
		t.Errorf("%d sign-ins with one link", in.Load())
	}
}

func TestLinkThatCannotBeUsed(t *testing.T) {
	people, sessions := newPeople(t)
	ann := addAnn(t, people)
	link, err := sessions.Link(t.Context(), ann.ID, noon.Add(time.Hour), noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := sessions.SignIn(t.Context(), auth.Proof{Link: link}, auth.Origin{}, noon.Add(time.Hour)); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("expired: %v", err)
	}
	if _, err := sessions.Find(t.Context(), link, noon); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("a link as a session: %v", err)
	}
	if err := people.Disable(t.Context(), ann.ID, noon); err != nil {
		t.Fatal(err)
	}
	if _, _, err := sessions.SignIn(t.Context(), auth.Proof{Link: link}, auth.Origin{}, noon); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("of a disabled person: %v", err)
	}
	for name, id := range map[string]string{"disabled": ann.ID, "unknown": "nobody"} {
		if _, err := sessions.Link(t.Context(), id, noon.Add(time.Hour), noon); !fault.Is(err, fault.NotFound) {
			t.Errorf("link for a %s person: %v", name, err)
		}
	}
}
