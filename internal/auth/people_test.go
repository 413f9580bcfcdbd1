package auth_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/crypto/argon2"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/page"
	"foureyes/internal/store"
)

const password = "correct horse"

func newPeople(t testing.TB) (*auth.People, *auth.Sessions) {
	t.Helper()
	s := openStore(t)
	people := auth.NewPeople(s, 2)
	return people, sessionsOf(s, people)
}

func sessionsOf(s *store.Store, people *auth.People) *auth.Sessions {
	return auth.NewSessions(auth.NewSecondFactors(s, people, nil), auth.RequireNone)
}

// guessAnn gives a way to sign in as Ann, whose password is hashed so cheaply that
// many attempts take no time.
func guessAnn(t *testing.T) func(password, addr string, now time.Time) error {
	t.Helper()
	s := openStore(t)
	people := auth.NewPeople(s, 2)
	ann, sessions := addAnn(t, people), sessionsOf(s, people)
	salt := []byte("somesalt")
	sum := argon2.IDKey([]byte(password), salt, 1, 8, 1, 32)
	hash := "$argon2id$v=19$m=8,t=1,p=1$" + base64.RawStdEncoding.EncodeToString(salt) + "$" + base64.RawStdEncoding.EncodeToString(sum)
	if err := s.SetPassword(t.Context(), ann.ID, hash); err != nil {
		t.Fatal(err)
	}
	return func(password, addr string, now time.Time) error {
		_, _, err := sessions.SignIn(t.Context(), auth.Proof{Email: ann.Email, Password: password}, auth.Origin{Address: addr}, now)
		return err
	}
}

func addAnn(t testing.TB, people *auth.People) auth.Person {
	t.Helper()
	ann, err := people.Create(t.Context(), auth.NewPerson{Email: " Ann@Example.COM ", Name: "Ann", Password: password, Account: account}, noon)
	if err != nil {
		t.Fatal(err)
	}
	return ann
}

func TestPersonIsSavedAsChecked(t *testing.T) {
	people, _ := newPeople(t)
	ann := addAnn(t, people)
	if ann.Email != "ann@example.com" || ann.Name != "Ann" || ann.Administrator || !regexp.MustCompile(`^[0-9a-f]{16}$`).MatchString(ann.WorkerID) {
		t.Errorf("got %+v", ann)
	}
	read, err := people.Person(t.Context(), ann.ID)
	if err != nil || read != ann {
		t.Errorf("read %+v, %v; saved %+v", read, err, ann)
	}
	if read, err = people.ByEmail(t.Context(), "ANN@example.com"); err != nil || read != ann {
		t.Errorf("by e-mail: %+v, %v", read, err)
	}
	if _, err := people.Person(t.Context(), "nobody"); !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown person: %v", err)
	}
	_, err = people.Create(t.Context(), auth.NewPerson{Email: "aNN@example.com", Account: account}, noon)
	if !fault.Is(err, fault.InUse) {
		t.Errorf("the same address again: %v", err)
	}
}

func TestPeopleThatCannotBeAreRefused(t *testing.T) {
	people, _ := newPeople(t)
	good := auth.NewPerson{Email: "admin@localhost", Password: password, Administrator: true, Account: account}
	change := func(f func(*auth.NewPerson)) auth.NewPerson { n := good; f(&n); return n }
	for name, n := range map[string]auth.NewPerson{
		"no address":     change(func(n *auth.NewPerson) { n.Email = "" }),
		"no domain":      change(func(n *auth.NewPerson) { n.Email = "ann@" }),
		"two at signs":   change(func(n *auth.NewPerson) { n.Email = "a@b@c" }),
		"display name":   change(func(n *auth.NewPerson) { n.Email = "Ann <ann@example.com>" }),
		"quoted":         change(func(n *auth.NewPerson) { n.Email = `"a b"@example.com` }),
		"line end":       change(func(n *auth.NewPerson) { n.Email = "ann@example.com\r\nbcc: x" }),
		"long address":   change(func(n *auth.NewPerson) { n.Email = strings.Repeat("a", 251) + "@b.c" }),
		"long name":      change(func(n *auth.NewPerson) { n.Name = strings.Repeat("é", 257) }),
		"control in it":  change(func(n *auth.NewPerson) { n.Name = "A\x1bnn" }),
		"not UTF-8":      change(func(n *auth.NewPerson) { n.Name = "A\xff" }),
		"short password": change(func(n *auth.NewPerson) { n.Password = "1234567" }),
		"no account":     change(func(n *auth.NewPerson) { n.Account = "" }),
	} {
		if _, err := people.Create(t.Context(), n, noon); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		} else if strings.Contains(err.Error(), "1234567") {
			t.Errorf("%s: the message shows the password", name)
		}
	}
	if all, _, err := people.List(t.Context(), page.Query{Limit: 10}); err != nil || len(all) != 0 {
		t.Errorf("refused people were saved: %v, %v", all, err)
	}
	if p, err := people.Create(t.Context(), good, noon); err != nil || p.Name != "admin" || !p.Administrator {
		t.Errorf("the good one: %+v, %v", p, err)
	}
}

func TestListPagesThroughAllPeople(t *testing.T) {
	people, _ := newPeople(t)
	for i := range 7 {
		n := auth.NewPerson{Email: fmt.Sprintf("p%d@example.com", i), Name: fmt.Sprintf("Person %d%%", i), Account: account}
		if _, err := people.Create(t.Context(), n, noon.Add(time.Duration(i/2)*time.Second)); err != nil {
			t.Fatal(err)
		}
	}
	for _, descending := range []bool{false, true} {
		seen := map[string]bool{}
		q := page.Query{Limit: 3, Descending: descending}
		var last time.Time
		for pages := 1; ; pages++ {
			got, next, err := people.List(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range got {
				if !last.IsZero() && p.CreatedAt.Before(last) != descending && !p.CreatedAt.Equal(last) {
					t.Errorf("descending %v: %v after %v", descending, p.CreatedAt, last)
				}
				last, seen[p.ID] = p.CreatedAt, true
			}
			if next == nil {
				if pages != 3 || len(seen) != 7 {
					t.Errorf("descending %v: %d people on %d pages", descending, len(seen), pages)
				}
				break
			}
			q.After = next
		}
	}
	for search, want := range map[string]int{"person": 7, "P3@EXAMPLE": 1, "5%": 1, "_": 0, "p": 7, `\`: 0} {
		got, _, err := people.List(t.Context(), page.Query{Limit: 10, NameContains: search})
		if err != nil || len(got) != want {
			t.Errorf("%q: %d people, %v", search, len(got), err)
		}
	}
}

func TestPasswordSignsIn(t *testing.T) {
	people, sessions := newPeople(t)
	ann := addAnn(t, people)
	token, s, err := sessions.SignIn(t.Context(), auth.Proof{Email: "ANN@example.com", Password: password}, auth.Origin{Address: "192.0.2.1"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if s.Person != ann || !s.ExpiresAt.Equal(noon.Add(12*time.Hour)) {
		t.Errorf("got %+v", s)
	}
	found, err := sessions.Find(t.Context(), token, noon.Add(12*time.Hour-time.Millisecond))
	if err != nil || found != s {
		t.Errorf("found %+v, %v", found, err)
	}
}

func TestWrongSignInsLookAlike(t *testing.T) {
	people, sessions := newPeople(t)
	addAnn(t, people)
	invited, err := people.Create(t.Context(), auth.NewPerson{Email: "invited@example.com", Account: account}, noon)
	if err != nil {
		t.Fatal(err)
	}
	gone, err := people.Create(t.Context(), auth.NewPerson{Email: "gone@example.com", Password: password, Account: account}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := people.Disable(t.Context(), gone.ID, noon); err != nil {
		t.Fatal(err)
	}
	for name, pair := range map[string][2]string{
		"wrong password": {"ann@example.com", "Correct horse"}, "no password": {"ann@example.com", ""},
		"unknown address": {"nobody@example.com", password}, "no address": {"", password}, "half an address": {"ann", password},
		"invited by link": {invited.Email, ""}, "disabled": {gone.Email, password},
	} {
		token, _, err := sessions.SignIn(t.Context(), auth.Proof{Email: pair[0], Password: pair[1]}, auth.Origin{Address: "192.0.2.1"}, noon)
		if !fault.Is(err, fault.Unauthenticated) || token != "" || err.Error() != "The e-mail address or the password is wrong." {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestGuessingIsThrottledAndSuccessForgets(t *testing.T) {
	signIn := guessAnn(t)
	for range 9 {
		if err := signIn("wrong", "192.0.2.1", noon); !fault.Is(err, fault.Unauthenticated) {
			t.Fatal(err)
		}
	}
	if err := signIn(password, "192.0.2.1", noon); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if err := signIn("wrong", "192.0.2.1", noon); !fault.Is(err, fault.Unauthenticated) {
			t.Fatal(err)
		}
	}
	if err := signIn(password, "192.0.2.1", noon); !fault.Is(err, fault.Throttled) {
		t.Errorf("after ten failures: %v", err)
	}
	if err := signIn(password, "192.0.2.7", noon); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	if err := signIn(password, "192.0.2.1", noon.Add(15*time.Minute)); err != nil {
		t.Errorf("later: %v", err)
	}
}

func TestGuessesMadeAllAtOnceAreThrottledToo(t *testing.T) {
	signIn := guessAnn(t)
	var tried atomic.Int32
	var wait sync.WaitGroup
	for range 40 {
		wait.Go(func() {
			err := signIn("wrong", "192.0.2.1", noon)
			switch {
			case fault.Is(err, fault.Unauthenticated):
				tried.Add(1)
			case !fault.Is(err, fault.Throttled):
				t.Error(err)
			}
		})
	}
	wait.Wait()
	if n := tried.Load(); n < 10 || n > 11 { // one more than the limit: there are two slots
		t.Errorf("%d passwords were tried", n)
	}
}

func TestChangedPasswordEndsSessionsAndLinks(t *testing.T) {
	people, sessions := newPeople(t)
	ann := addAnn(t, people)
	token, _, err := sessions.SignIn(t.Context(), auth.Proof{Email: ann.Email, Password: password}, auth.Origin{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	link, err := sessions.Link(t.Context(), ann.ID, noon.Add(time.Hour), noon)
	if err != nil {
		t.Fatal(err)
	}
	here, in, err := sessions.SignIn(t.Context(), auth.Proof{Email: ann.Email, Password: password}, auth.Origin{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := sessions.ChangePassword(t.Context(), in, "wrong", "battery staple", "", noon); !fault.Is(err, fault.Invalid) {
		t.Errorf("without the current password: %v", err)
	}
	if err := sessions.ChangePassword(t.Context(), in, password, "short", "", noon); !fault.Is(err, fault.Invalid) {
		t.Errorf("short password: %v", err)
	}
	if _, err := sessions.Find(t.Context(), token, noon); err != nil {
		t.Errorf("a refused change ended the session: %v", err)
	}
	if err := sessions.ChangePassword(t.Context(), in, password, "battery staple", "", noon); err != nil {
		t.Fatal(err)
	}
	if _, err := sessions.Find(t.Context(), token, noon); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("the session elsewhere lives: %v", err)
	}
	if _, err := sessions.Find(t.Context(), here, noon); err != nil {
		t.Errorf("the session that changed it: %v", err)
	}
	if _, _, err := sessions.SignIn(t.Context(), auth.Proof{Link: link}, auth.Origin{}, noon); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("the link lives: %v", err)
	}
	if _, _, err := sessions.SignIn(t.Context(), auth.Proof{Email: ann.Email, Password: password}, auth.Origin{}, noon); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("the old password works: %v", err)
	}
	if _, _, err := sessions.SignIn(t.Context(), auth.Proof{Email: ann.Email, Password: "battery staple"}, auth.Origin{}, noon); err != nil {
		t.Errorf("the new password: %v", err)
	}
	if err := people.SetPassword(t.Context(), "nobody", password); !fault.Is(err, fault.NotFound) {
		t.Errorf("unknown person: %v", err)
	}
}

func TestHungUpSignInIsNotAWrongOne(t *testing.T) {
	people, sessions := newPeople(t)
	addAnn(t, people)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := sessions.SignIn(ctx, auth.Proof{Email: "ann@example.com", Password: password}, auth.Origin{}, noon); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
