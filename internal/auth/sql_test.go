package auth_test

import (
	"bytes"
	"testing"
	"time"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
	"foureyes/internal/pgwire/scram"
)

const here = "192.0.2.1"

// fits reports whether a password is that of a verifier.
func fits(t *testing.T, v scram.Verifier, password string) bool {
	t.Helper()
	want, err := scram.Derive(password, v.Salt, v.Iterations)
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(want.StoredKey, v.StoredKey) && bytes.Equal(want.ServerKey, v.ServerKey)
}

func TestSecretOfAKeyIsAPasswordForSQL(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	people, _ := newPeople(t)
	sql := auth.NewSQL(auth.NewGuard(keys, nil, false), people)
	c, err := keys.Create(t.Context(), account, "ann", noon, auth.Policy{Name: "ReadOnlyAccess"})
	if err != nil {
		t.Fatal(err)
	}
	_, next, err := keys.Rotate(t.Context(), c.ID, false, noon)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []auth.Credentials{c, next} {
		v, known, err := sql.Verifier(t.Context(), c.ID, here, noon)
		if !known || err != nil || !fits(t, v, c.Secret) || fits(t, v, c.Secret+"x") {
			t.Errorf("known %v, %v", known, err)
		}
	}
	got, err := sql.Enter(t.Context(), c.ID, here, noon)
	want := auth.SQLCaller{User: c.ID, Account: account, Principal: "arn:aws:iam::" + account + ":user/ann", AccessKeyID: c.ID, SourceIP: here}
	if got != want || err != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	if err := keys.Disable(t.Context(), c.ID, noon); err != nil {
		t.Fatal(err)
	}
	if _, known, err := sql.Verifier(t.Context(), c.ID, here, noon); known || err != nil {
		t.Errorf("disabled: known %v, %v", known, err)
	}
	if err := sql.Check(t.Context(), got, noon); !fault.Is(err, fault.NotFound) {
		t.Errorf("the session of a disabled key: %v", err)
	}
	if _, known, err := sql.Verifier(t.Context(), "AKIAUNKNOWN", here, noon); known || err != nil {
		t.Errorf("unknown: known %v, %v", known, err)
	}
}

// A key saved before there were verifiers has none.
func TestOldKeyIsGoodForSQLToo(t *testing.T) {
	s, sealer := openStore(t), newKeys(t, 1)
	keys := auth.NewAccessKeys(s, sealer)
	people, _ := newPeople(t)
	sql := auth.NewSQL(auth.NewGuard(keys, nil, false), people)
	old := auth.AccessKey{
		ID: "AKIAOLD", Account: account, Principal: "arn:aws:iam::" + account + ":user/ann", CreatedAt: noon,
		SealedSecret: sealer.Seal("access key AKIAOLD", []byte("an old secret")),
	}
	if err := s.CreateAccessKey(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	v, known, err := sql.Verifier(t.Context(), "AKIAOLD", here, noon)
	if !known || err != nil || !fits(t, v, "an old secret") {
		t.Errorf("known %v, %v", known, err)
	}
}

func TestPoliciesDecideAboutSQL(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	people, _ := newPeople(t)
	sql := auth.NewSQL(auth.NewGuard(keys, nil, false), people)
	query := `{"Statement": {"Effect": "Allow", "Action": "foureyes:Query", "Resource": "*"}}`
	for name, test := range map[string]struct {
		policy  auth.Policy
		allowed bool
	}{
		"full":     {auth.Policy{Name: auth.FullAccess}, true},
		"reads":    {auth.Policy{Name: "ReadOnlyAccess"}, true},
		"a2i":      {auth.Policy{Name: "AmazonAugmentedAIFullAccess"}, false},
		"own":      {auth.Policy{Name: "own", Document: query}, true},
		"one host": {auth.Policy{Name: "own", Document: query[:len(query)-2] + `, "Condition": {"IpAddress": {"aws:SourceIp": "198.51.100.0/24"}}}}`}, false},
	} {
		t.Run(name, func(t *testing.T) {
			c, err := keys.Create(t.Context(), account, "ann", noon, test.policy)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := sql.Enter(t.Context(), c.ID, here, noon); test.allowed != (err == nil) || err != nil && !fault.Is(err, fault.Denied) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestTokenLetsAPersonAskOneAccount(t *testing.T) {
	s := openStore(t)
	people := auth.NewPeople(s, 2)
	ann := addAnn(t, people)
	sql := auth.NewSQL(auth.NewGuard(auth.NewAccessKeys(s, newKeys(t, 1)), nil, false), people)
	if _, known, err := sql.Verifier(t.Context(), ann.Email, here, noon); known || err != nil {
		t.Errorf("without a token: known %v, %v", known, err)
	}
	if _, err := people.SQLToken(t.Context(), ann.ID, "12", noon); !fault.Is(err, fault.Invalid) {
		t.Errorf("for no account: %v", err)
	}
	first, err := people.SQLToken(t.Context(), ann.ID, account, noon)
	if err != nil {
		t.Fatal(err)
	}
	token, err := people.SQLToken(t.Context(), ann.ID, "000000000044", noon)
	if err != nil {
		t.Fatal(err)
	}
	v, known, err := sql.Verifier(t.Context(), "ANN@example.com", here, noon)
	if !known || err != nil || !fits(t, v, token) || fits(t, v, first) {
		t.Errorf("known %v, %v", known, err)
	}
	c, err := sql.Enter(t.Context(), ann.Email, here, noon)
	if want := (auth.SQLCaller{User: ann.Email, Account: "000000000044", PersonID: ann.ID, SourceIP: here}); c != want || err != nil {
		t.Errorf("got %+v, %v", c, err)
	}
	if err := sql.Check(t.Context(), c, noon); err != nil {
		t.Error(err)
	}
	if err := people.EndSQLToken(t.Context(), ann.ID); err != nil {
		t.Fatal(err)
	}
	if err := sql.Check(t.Context(), c, noon); !fault.Is(err, fault.NotFound) {
		t.Errorf("after the token has ended: %v", err)
	}
	if _, err := sql.Enter(t.Context(), ann.Email, here, noon); !fault.Is(err, fault.NotFound) {
		t.Errorf("entering without one: %v", err)
	}
}

func TestGuessingPasswordsForSQLIsStopped(t *testing.T) {
	s := openStore(t)
	people := auth.NewPeople(s, 2)
	sql := auth.NewSQL(auth.NewGuard(auth.NewAccessKeys(s, newKeys(t, 1)), nil, false), people)
	for range 10 {
		if _, _, err := sql.Verifier(t.Context(), "AKIAX", here, noon); err != nil {
			t.Fatal(err)
		}
		sql.Failed("AKIAX", here, noon)
	}
	if _, _, err := sql.Verifier(t.Context(), "AKIAX", here, noon); !fault.Is(err, fault.Throttled) {
		t.Errorf("got %v", err)
	}
	if _, _, err := sql.Verifier(t.Context(), "AKIAX", "192.0.2.2", noon); err != nil {
		t.Errorf("from elsewhere: %v", err)
	}
	if _, _, err := sql.Verifier(t.Context(), "AKIAX", here, noon.Add(time.Hour)); err != nil {
		t.Errorf("later: %v", err)
	}
}

func TestPasswordInTheClearIsCheckedAlike(t *testing.T) {
	keys := auth.NewAccessKeys(openStore(t), newKeys(t, 1))
	people, _ := newPeople(t)
	sql := auth.NewSQL(auth.NewGuard(keys, nil, false), people)
	full, err := keys.Create(t.Context(), account, "ann", noon, auth.Policy{Name: auth.FullAccess})
	if err != nil {
		t.Fatal(err)
	}
	little, err := keys.Create(t.Context(), account, "bob", noon, auth.Policy{Name: "AmazonAugmentedAIFullAccess"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := sql.Password(t.Context(), full.ID, full.Secret, here, noon)
	if got.Account != account || got.AccessKeyID != full.ID || got.SourceIP != here || err != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	for name, test := range map[string]struct {
		user, password string
		want           fault.Kind
	}{
		"wrong secret":    {full.ID, little.Secret, fault.Unauthenticated},
		"no secret":       {full.ID, "", fault.Unauthenticated},
		"unknown":         {"AKIAUNKNOWN", full.Secret, fault.Unauthenticated},
		"nobody":          {"", "", fault.Unauthenticated},
		"no policy":       {little.ID, little.Secret, fault.Denied},
		"another address": {"x@example.com", "x", fault.Unauthenticated},
	} {
		if _, err := sql.Password(t.Context(), test.user, test.password, here, noon); !fault.Is(err, test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for range 10 {
		_, _ = sql.Password(t.Context(), full.ID, "guess", here, noon)
	}
	if _, err := sql.Password(t.Context(), full.ID, full.Secret, here, noon); !fault.Is(err, fault.Throttled) {
		t.Errorf("after ten guesses: %v", err)
	}
}
