package auth_test

import (
	"bytes"
	"context"
	"encoding/base32"
	"errors"
	"fmt"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/store"
)

// factorHouse is Ann, signed in, and what signs her in with an app.
type factorHouse struct {
	*testing.T
	store    *store.Store
	people   *auth.People
	sessions *auth.Sessions
	factors  *auth.SecondFactors
	ann      auth.Session
	secret   []byte
}

func newFactorHouse(t *testing.T) *factorHouse {
	t.Helper()
	keys, err := auth.NewKeys(bytes.Repeat([]byte{7}, auth.MasterKeySize))
	if err != nil {
		t.Fatal(err)
	}
	h := &factorHouse{T: t, store: openStore(t)}
	h.people = auth.NewPeople(h.store, 2)
	h.factors = auth.NewSecondFactors(h.store, h.people, keys)
	h.sessions = auth.NewSessions(h.factors, auth.RequireNone)
	addAnn(t, h.people)
	_, h.ann, err = h.signIn("", noon)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *factorHouse) signIn(code string, now time.Time) (string, auth.Session, error) {
	return h.sessions.SignIn(h.Context(), auth.Proof{Email: "ann@example.com", Password: password, Code: code}, auth.Origin{}, now)
}

// code is what the app shows.
func (h *factorHouse) code(now time.Time) string { return auth.TOTPCode(h.secret, now.Unix()/30) }

// turnOn sets up the app and gives the recovery codes.
func (h *factorHouse) turnOn() []string {
	h.Helper()
	offer, err := h.factors.Offer(h.Context(), h.ann, password, "", noon)
	if err != nil {
		h.Fatal(err)
	}
	if h.secret, err = base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(offer.Secret); err != nil {
		h.Fatal(err)
	}
	if _, _, err := h.signIn("", noon); err != nil {
		h.Fatalf("before the app has proved itself: %v", err)
	}
	codes, err := h.factors.Confirm(h.Context(), h.ann.Person, h.code(noon), noon)
	if err != nil || len(codes) != 10 {
		h.Fatalf("recovery codes %v, %v", codes, err)
	}
	return codes
}

func asksForCode(err error) bool {
	f := fault.Of(err)
	return f.Kind == fault.Unauthenticated && f.Subject == auth.SubjectCode
}

func TestSigningInAsksForTheCode(t *testing.T) {
	h := newFactorHouse(t)
	h.turnOn()
	later := noon.Add(time.Minute)
	for name, code := range map[string]string{
		"none": "", "the one that confirmed": h.code(noon), "of another time": h.code(noon.Add(time.Hour)), "none of ours": "aaaa-bbbb-cccc-dddd",
	} {
		if _, _, err := h.signIn(code, later); !asksForCode(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := h.signIn(h.code(later), later); err != nil {
		t.Errorf("the right one: %v", err)
	}
	if _, _, err := h.signIn(h.code(later), later.Add(time.Second)); !asksForCode(err) {
		t.Errorf("the same again: %v", err)
	}
	_, _, err := h.sessions.SignIn(t.Context(), auth.Proof{Email: "ann@example.com", Password: "wrong", Code: h.code(later.Add(time.Minute))}, auth.Origin{}, later.Add(time.Minute))
	if !fault.Is(err, fault.Unauthenticated) || asksForCode(err) {
		t.Errorf("a wrong password with a right code: %v", err)
	}
}

func TestGuessesOfCodesLockThePersonWhereverTheyComeFrom(t *testing.T) {
	h := newFactorHouse(t)
	h.turnOn()
	try := func(n int, code string) error {
		from := auth.Origin{Address: fmt.Sprintf("192.0.2.%d", n)}
		_, _, err := h.sessions.SignIn(t.Context(), auth.Proof{Email: "ann@example.com", Password: password, Code: code}, from, noon.Add(time.Minute))
		return err
	}
	for n := range 10 {
		if err := try(n, "wrong code"); !asksForCode(err) {
			t.Fatal(err)
		}
	}
	if err := try(11, h.code(noon.Add(time.Minute))); !fault.Is(err, fault.Throttled) {
		t.Errorf("after ten: %v", err)
	}
	if err := h.people.Unlock(t.Context(), "ann@example.com"); err != nil {
		t.Fatal(err)
	}
	if err := try(12, h.code(noon.Add(time.Minute))); err != nil {
		t.Errorf("unlocked: %v", err)
	}
}

func TestRecoveryCodesLetInOnce(t *testing.T) {
	h := newFactorHouse(t)
	codes := h.turnOn()
	if _, _, err := h.signIn(codes[3], noon); err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.signIn(codes[3], noon); !asksForCode(err) {
		t.Errorf("again: %v", err)
	}
	if row, err := h.factors.Of(t.Context(), h.ann.Person.ID); err != nil || !row.On() || row.RecoveryCodes != 9 {
		t.Errorf("got %+v, %v", row, err)
	}
	if err := h.factors.TurnOff(t.Context(), h.ann.Person, "000-000", noon); !fault.Is(err, fault.Invalid) {
		t.Errorf("turned off with a wrong code: %v", err)
	}
	if err := h.factors.TurnOff(t.Context(), h.ann.Person, codes[4], noon); err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.signIn("", noon); err != nil {
		t.Errorf("turned off: %v", err)
	}
}

func TestWhoIsNotAdmittedKeepsTheRecoveryCode(t *testing.T) {
	h := newFactorHouse(t)
	codes := h.turnOn()
	away := fault.New(fault.NotFound, fault.Workforce, "not from there")
	_, _, err := h.sessions.SignIn(t.Context(), auth.Proof{
		Email: "ann@example.com", Password: password, Code: codes[0], Admit: func(context.Context, auth.Person) error { return away },
	}, auth.Origin{}, noon)
	if !errors.Is(err, away) {
		t.Errorf("not admitted: %v", err)
	}
	if _, _, err := h.signIn(codes[0], noon); err != nil {
		t.Errorf("the same code afterwards: %v", err)
	}
}

func TestOffersNeedThePasswordAndAConfirmation(t *testing.T) {
	h := newFactorHouse(t)
	if _, err := h.factors.Offer(t.Context(), h.ann, "wrong", "", noon); !fault.Is(err, fault.Invalid) {
		t.Errorf("without the password: %v", err)
	}
	if _, err := h.factors.Confirm(t.Context(), h.ann.Person, "123456", noon); !fault.Is(err, fault.Conflict) {
		t.Errorf("nothing was offered: %v", err)
	}
	_, link := invite(t, h.people, h.sessions)
	_, bob, err := h.sessions.SignIn(t.Context(), auth.Proof{Link: link}, auth.Origin{}, noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.factors.Offer(t.Context(), bob, "", "", noon); !fault.Is(err, fault.InUse) {
		t.Errorf("of who has no password: %v", err)
	}
	h.turnOn()
	if _, err := h.factors.Confirm(t.Context(), h.ann.Person, h.code(noon.Add(time.Minute)), noon.Add(time.Minute)); !fault.Is(err, fault.Conflict) {
		t.Errorf("confirmed again: %v", err)
	}
	if _, err := h.factors.Offer(t.Context(), h.ann, password, "", noon); !fault.Is(err, fault.Conflict) {
		t.Errorf("offered while it is on: %v", err)
	}
}

func TestOperatorsLinksDoNotGoAroundTheApp(t *testing.T) {
	h := newFactorHouse(t)
	h.turnOn()
	if _, err := h.sessions.Link(t.Context(), h.ann.Person.ID, noon.Add(time.Hour), noon); !fault.Is(err, fault.InUse) {
		t.Errorf("a link that signs in: %v", err)
	}
	link, err := h.sessions.PasswordLink(t.Context(), h.ann.Person.ID, noon.Add(time.Hour), noon)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.people.Choose(t.Context(), link, "", password, noon); err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.signIn("", noon); !asksForCode(err) {
		t.Errorf("with the new password alone: %v", err)
	}
	if err := h.factors.Reset(t.Context(), h.ann.Person.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := h.signIn("", noon); err != nil {
		t.Errorf("reset: %v", err)
	}
}
