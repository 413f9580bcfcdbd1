package auth

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestPasswordMatchesItsHashAlone(t *testing.T) {
	h := newHasher(1)
	hash, err := h.hash(t.Context(), "correct horse é")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash %s", hash)
	}
	for password, want := range map[string]bool{
		"correct horse é": true, "correct horse e\u0301": true, "correct horse e": false, "Correct horse é": false, "": false,
	} {
		if ok, err := h.matches(hash, password); ok != want || err != nil {
			t.Errorf("%q: %v, %v", password, ok, err)
		}
	}
	again, err := h.hash(t.Context(), "correct horse é")
	if err != nil || again == hash {
		t.Errorf("the salt is not random: %v", err)
	}
}

// The vector is from the reference implementation's own tests.
func TestHashOfTheReferenceImplementationMatches(t *testing.T) {
	const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	h := newHasher(1)
	if ok, err := h.matches(hash, "password"); !ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	if ok, err := h.matches(hash, "passwore"); ok || err != nil {
		t.Errorf("another password: %v, %v", ok, err)
	}
}

func TestNothingMatchesWhereThereIsNoPassword(t *testing.T) {
	h := newHasher(1)
	for _, password := range []string{"", "password", h.unknown} {
		if ok, err := h.matches("", password); ok || err != nil {
			t.Errorf("%q: %v, %v", password, ok, err)
		}
	}
}

func TestBrokenHashIsAnError(t *testing.T) {
	h := newHasher(1)
	const salt, sum = "c29tZXNhbHQ", "CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for _, hash := range []string{
		"plain", "$argon2id$v=19$m=19456,t=2,p=1$" + salt, "$argon2i$v=19$m=19456,t=2,p=1$" + salt + "$" + sum,
		"$argon2id$v=16$m=19456,t=2,p=1$" + salt + "$" + sum, "$argon2id$v=19$m=19456,t=0,p=1$" + salt + "$" + sum,
		"$argon2id$v=19$m=19456,t=2,p=0$" + salt + "$" + sum, "$argon2id$v=19$m=4294967295,t=2,p=1$" + salt + "$" + sum,
		"$argon2id$v=19$m=19456,t=2,p=1$" + salt + "$", "$argon2id$v=19$m=19456,t=2,p=1$!$" + sum,
		"$argon2id$v=19$m=19456,t=900000,p=1$" + salt + "$" + sum, "$argon2id$v=19$m=19456,t=2,p=1$$" + sum,
	} {
		if ok, err := h.matches(hash, "password"); ok || !errors.Is(err, errHash) {
			t.Errorf("%s: %v, %v", hash, ok, err)
		}
	}
}

func TestHashingWaitsForASlot(t *testing.T) {
	h := newHasher(2)
	first, err := h.acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second, err := h.acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	hung, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := h.hash(hung, "password"); !errors.Is(err, context.Canceled) {
		t.Errorf("with all slots taken: %v", err)
	}
	first()
	third, err := h.acquire(t.Context())
	if err != nil {
		t.Error(err)
	}
	second()
	third()
}

func TestPasswordLimits(t *testing.T) {
	for password, want := range map[string]bool{
		"1234567": false, "12345678": true, "éééééééé": true, strings.Repeat("x", 1024): true, strings.Repeat("x", 1025): false, "12345678\xff": false,
	} {
		if got := checkPassword(password) == nil; got != want {
			t.Errorf("%.20q: %v", password, got)
		}
	}
	if a, b := NewPassword(), NewPassword(); len(a) != 20 || a == b || checkPassword(a) != nil {
		t.Errorf("generated %q and %q", a, b)
	}
}

func BenchmarkPasswordCheck(b *testing.B) {
	h := newHasher(1)
	for b.Loop() {
		if ok, _ := h.matches("", "password"); ok {
			b.Fatal("matches")
		}
	}
}
