package scram_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"foureyes/internal/pgwire/scram"
)

// The example of RFC 7677, section 3.
const (
	clientFirst = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"
	serverNonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0"
	serverFirst = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"
	clientFinal = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
	serverFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
)

func example(t *testing.T) *scram.Exchange {
	t.Helper()
	salt, err := base64.StdEncoding.DecodeString("W22ZaJ0SNY7soEsUEjb6gQ==")
	if err != nil {
		t.Fatal(err)
	}
	v, err := scram.Derive("pencil", salt, 4096)
	if err != nil {
		t.Fatal(err)
	}
	return &scram.Exchange{Verifier: v, Nonce: serverNonce}
}

func TestExampleOfTheRFC(t *testing.T) {
	e := example(t)
	if got, err := e.First([]byte(clientFirst)); string(got) != serverFirst || err != nil {
		t.Fatalf("first: %s, %v", got, err)
	}
	if got, err := e.Final([]byte(clientFinal)); string(got) != serverFinal || err != nil {
		t.Fatalf("final: %s, %v", got, err)
	}
}

func TestWrongProofIsTold(t *testing.T) {
	e := example(t)
	e.Verifier = scram.Mock([]byte("key"), "user")
	if _, err := e.First([]byte(clientFirst)); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Final([]byte(clientFinal)); !errors.Is(err, scram.ErrProof) {
		t.Errorf("got %v", err)
	}
}

func TestFirstMessagesThatAreRefused(t *testing.T) {
	for message, e := range map[string]scram.Exchange{
		"":                                       {},
		"n":                                      {},
		"n,":                                     {},
		"n,,":                                    {},
		"n,,n=user":                              {},
		"n,,r=x,n=user":                          {},
		"n,,n=,r=":                               {},
		"n,,n=,r=a b":                            {},
		"n,,n=,r=\x00":                           {},
		"n,,m=ext,n=,r=x":                        {},
		"n,a=other,n=,r=x":                       {},
		"q,,n=,r=x":                              {},
		"p=tls-server-end-point,,n=,r=x":         {},
		"p=tls-unique,,n=,r=x":                   {Plus: true, Binding: []byte("b")},
		"n,,n=,r=y":                              {Plus: true, Binding: []byte("b")},
		"y,,n=,r=x":                              {Binding: []byte("b")}, // downgraded
		"p=tls-server-end-point,a=u,n=user,r=xy": {Plus: true, Binding: []byte("b")},
	} {
		if got, err := e.First([]byte(message)); err == nil {
			t.Errorf("%q was answered with %q", message, got)
		}
	}
}

func TestFinalMessagesThatAreRefused(t *testing.T) {
	nonce, _, _ := strings.Cut(strings.TrimPrefix(serverFirst, "r="), ",")
	proof := ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="
	for _, message := range []string{
		"", "c=biws", "c=biws,r=" + nonce, "c=eSws,r=" + nonce + proof, "c=biws,r=other" + proof, "r=" + nonce + proof,
		"c=biws,r=" + nonce + ",p=", "c=biws,r=" + nonce + ",p=AAAA", "c=biws,r=" + nonce + ",p=~",
	} {
		e := example(t)
		if _, err := e.First([]byte(clientFirst)); err != nil {
			t.Fatal(err)
		}
		if got, err := e.Final([]byte(message)); err == nil || errors.Is(err, scram.ErrProof) {
			t.Errorf("%q: %q, %v", message, got, err)
		}
	}
}

func TestEncodedVerifierIsReadBack(t *testing.T) {
	v, err := scram.New("secret")
	if err != nil {
		t.Fatal(err)
	}
	got, err := scram.Parse(v.Encode())
	if err != nil || got.Encode() != v.Encode() || got.Iterations != scram.MinIterations || !bytes.Equal(got.Salt, v.Salt) {
		t.Errorf("%v, %v", got.Encode(), err)
	}
	if strings.Contains(v.String(), base64.StdEncoding.EncodeToString(v.ServerKey)) {
		t.Error("String tells the key")
	}
	other, err := scram.New("secret")
	if err != nil || bytes.Equal(other.Salt, v.Salt) {
		t.Errorf("the salt is not random: %v", err)
	}
}

func TestDamagedVerifiersAreRefused(t *testing.T) {
	v, err := scram.New("secret")
	if err != nil {
		t.Fatal(err)
	}
	good := v.Encode()
	for _, text := range []string{
		"", "SCRAM-SHA-256", "md5" + good, good + ":", good[:len(good)-4], strings.Replace(good, "4096", "1", 1),
		strings.Replace(good, "4096", "99999999999", 1), strings.Replace(good, "4096", "04096", 1), strings.Replace(good, "$", ":", 1),
		strings.Replace(good, "SHA-256", "SHA-1", 1),
	} {
		if _, err := scram.Parse(text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestMockIsStableAndDiffersByUserAndKey(t *testing.T) {
	a := scram.Mock([]byte("key"), "a").Encode()
	if again := scram.Mock([]byte("key"), "a").Encode(); a != again {
		t.Error("another verifier for the same user tells that there is none")
	}
	if a == scram.Mock([]byte("key"), "b").Encode() || a == scram.Mock([]byte("other"), "a").Encode() {
		t.Error("not all of the mock depends on user and key")
	}
	if _, err := scram.Parse(a); err != nil {
		t.Errorf("a mock does not look like a verifier: %v", err)
	}
}

func FuzzExchange(f *testing.F) {
	f.Add([]byte(clientFirst), []byte(clientFinal), false)
	f.Add([]byte("p=tls-server-end-point,,n=,r=x"), []byte("c=biws,r=x,p="), true)
	v := scram.Mock([]byte("key"), "user")
	f.Fuzz(func(t *testing.T, first, final []byte, plus bool) {
		e := scram.Exchange{Verifier: v, Nonce: "n", Plus: plus, Binding: []byte("b")}
		if _, err := e.First(first); err != nil {
			return
		}
		if got, err := e.Final(final); err == nil {
			t.Errorf("a proof against no password: %q, %q, %q", first, final, got)
		}
	})
}
