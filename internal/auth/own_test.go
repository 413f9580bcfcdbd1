package auth_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

func invite(t *testing.T, people *auth.People, sessions *auth.Sessions) (bob auth.Person, link string) {
	t.Helper()
	bob, err := people.Create(t.Context(), auth.NewPerson{Email: "bob@example.com", Account: account}, noon)
	if err != nil {
		t.Fatal(err)
	}
	link, err = sessions.Link(t.Context(), bob.ID, noon.Add(time.Hour), noon)
	if err != nil {
		t.Fatal(err)
	}
	return bob, link
}

func TestInvitedPersonChoosesAPasswordOnce(t *testing.T) {
	people, sessions := newPeople(t)
	bob, link := invite(t, people, sessions)
	for range 2 { // looking uses nothing up
		if p, err := people.Invited(t.Context(), link, noon); err != nil || p != bob {
			t.Fatalf("got %+v, %v", p, err)
		}
	}
	for name, try := range map[string]func() error{
		"short":     func() error { _, err := people.Choose(t.Context(), link, "", "1234567", noon); return err },
		"a control": func() error { _, err := people.Choose(t.Context(), link, "B\x1bob", password, noon); return err },
	} {
		if err := try(); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	p, err := people.Choose(t.Context(), link, " Robert ", password, noon)
	if err != nil || p.Name != "Robert" {
		t.Fatalf("got %+v, %v", p, err)
	}
	if _, err := people.Choose(t.Context(), link, "", "battery staple", noon); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("again: %v", err)
	}
	_, in, err := sessions.SignIn(t.Context(), auth.Proof{Email: bob.Email, Password: password}, auth.Origin{}, noon)
	if err != nil || in.Person.Name != "Robert" || !in.HasPassword {
		t.Errorf("signed in as %+v, %v", in, err)
	}
}

func TestLinksAreForOnePurpose(t *testing.T) {
	people, sessions := newPeople(t)
	ann := addAnn(t, people)
	for name, test := range map[string]struct {
		make    func() (string, error)
		choose  bool
		signsIn bool
	}{
		"sign-in":  {func() (string, error) { return sessions.Link(t.Context(), ann.ID, noon.Add(time.Hour), noon) }, false, true},
		"password": {func() (string, error) { return sessions.PasswordLink(t.Context(), ann.ID, noon.Add(time.Hour), noon) }, true, false},
	} {
		link, err := test.make()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := people.Invited(t.Context(), link, noon); (err == nil) != test.choose {
			t.Errorf("%s link looked at: %v", name, err)
		}
		if _, err := people.Invited(t.Context(), link, noon.Add(time.Hour)); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s link at its end: %v", name, err)
		}
		if _, _, err := sessions.SignIn(t.Context(), auth.Proof{Link: link}, auth.Origin{}, noon); (err == nil) != test.signsIn {
			t.Errorf("%s link to sign in: %v", name, err)
		}
		if _, err := people.Choose(t.Context(), link, "", "battery staple", noon); (err == nil) != test.choose {
			t.Errorf("%s link to choose a password: %v", name, err)
		}
	}
}

func TestWhoIsNotAdmittedKeepsTheLink(t *testing.T) {
	people, sessions := newPeople(t)
	bob, link := invite(t, people, sessions)
	asked := auth.Person{}
	away := fault.New(fault.NotFound, fault.Workforce, "not from there")
	_, _, err := sessions.SignIn(t.Context(), auth.Proof{Link: link, Admit: func(_ context.Context, p auth.Person) error {
		asked = p
		return away
	}}, auth.Origin{}, noon)
	if !errors.Is(err, away) || asked != bob {
		t.Errorf("asked about %+v: %v", asked, err)
	}
	_, in, err := sessions.SignIn(t.Context(), auth.Proof{Link: link, Admit: func(context.Context, auth.Person) error { return nil }}, auth.Origin{}, noon)
	if err != nil || in.Person != bob {
		t.Errorf("afterwards: %+v, %v", in.Person, err)
	}
}

func TestWhoHasNoPasswordSetsOneWithoutProof(t *testing.T) {
	people, sessions := newPeople(t)
	bob, link := invite(t, people, sessions)
	token, in, err := sessions.SignIn(t.Context(), auth.Proof{Link: link}, auth.Origin{}, noon)
	if err != nil || in.HasPassword {
		t.Fatalf("got %+v, %v", in, err)
	}
	if err := sessions.ChangePassword(t.Context(), in, "", password, "", noon); err != nil {
		t.Fatal(err)
	}
	if found, err := sessions.Find(t.Context(), token, noon); err != nil || !found.HasPassword {
		t.Errorf("found %+v, %v", found, err)
	}
	if err := sessions.ChangePassword(t.Context(), in, "", "battery staple", "", noon); !fault.Is(err, fault.Conflict) {
		t.Errorf("by a page that has not heard of it: %v", err)
	}
	if _, _, err := sessions.SignIn(t.Context(), auth.Proof{Email: bob.Email, Password: password}, auth.Origin{}, noon); err != nil {
		t.Error(err)
	}
}

func TestOwnSessionsAreListedAndEnded(t *testing.T) {
	_, sessions, ann, token := signedIn(t)
	firefox := auth.Origin{Address: "192.0.2.1", UserAgent: "Firefox"}
	other, in, err := sessions.SignIn(t.Context(), auth.Proof{Email: ann.Email, Password: password}, firefox, noon.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	for _, later := range []time.Duration{4 * time.Minute, 10 * time.Minute, 14 * time.Minute} {
		if _, err := sessions.Find(t.Context(), token, noon.Add(later)); err != nil {
			t.Fatal(err)
		}
	}
	all, err := sessions.Of(t.Context(), ann.ID, noon.Add(time.Hour))
	if err != nil || len(all) != 2 || all[1].Origin != firefox || all[1].ID() != in.ID || !all[0].SeenAt.Equal(noon.Add(10*time.Minute)) {
		t.Fatalf("got %+v, %v", all, err)
	}
	for name, try := range map[string][2]string{"somebody else's": {"another", in.ID}, "no id": {ann.ID, "x"}, "the token": {ann.ID, other}} {
		if err := sessions.End(t.Context(), try[0], try[1]); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := sessions.End(t.Context(), ann.ID, in.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := sessions.Find(t.Context(), other, noon); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("the ended one: %v", err)
	}
	here, err := sessions.Find(t.Context(), token, noon)
	if err != nil {
		t.Fatal(err)
	}
	if err := sessions.EndOthers(t.Context(), ann.ID, here.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := sessions.Find(t.Context(), token, noon); err != nil {
		t.Errorf("the one that was kept: %v", err)
	}
	if err := sessions.EndOthers(t.Context(), ann.ID, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := sessions.Find(t.Context(), token, noon); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("after the end of all: %v", err)
	}
}

func TestFailuresOutliveTheProcessAndAreUnlocked(t *testing.T) {
	s := openStore(t)
	ann := addAnn(t, auth.NewPeople(s, 2))
	signIn := func(password string) error {
		_, _, err := sessionsOf(s, auth.NewPeople(s, 1)).SignIn(t.Context(), auth.Proof{Email: ann.Email, Password: password}, auth.Origin{Address: "192.0.2.1"}, noon)
		return err
	}
	for range 10 { // each by a process of its own
		if err := signIn("wrong"); !fault.Is(err, fault.Unauthenticated) {
			t.Fatal(err)
		}
	}
	if err := signIn(password); !fault.Is(err, fault.Throttled) || err.Error() != "Too many failed attempts to sign in. Try again in 15 min." {
		t.Errorf("got %v", err)
	}
	if err := auth.NewPeople(s, 1).Unlock(t.Context(), "ANN@example.com"); err != nil {
		t.Fatal(err)
	}
	if err := signIn(password); err != nil {
		t.Errorf("unlocked: %v", err)
	}
}

func TestRemovedPersonLeavesTheAddressFree(t *testing.T) {
	people, sessions, ann, token := signedIn(t)
	for range 2 {
		if err := people.Remove(t.Context(), ann.ID, noon); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sessions.Find(t.Context(), token, noon); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("the session: %v", err)
	}
	for name, err := range map[string]error{
		"enable": people.Enable(t.Context(), ann.ID), "password": people.SetPassword(t.Context(), ann.ID, password),
	} {
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if again := addAnn(t, people); again.WorkerID == ann.WorkerID {
		t.Error("the new person has the worker id of the one before")
	}
	if left, err := people.Person(t.Context(), ann.ID); err != nil || left.WorkerID != ann.WorkerID || left.Name != "" {
		t.Errorf("what is left: %+v, %v", left, err)
	}
}
