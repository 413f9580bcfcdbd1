package auth_test

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"foureyes/internal/auth"
	"foureyes/internal/page"
)

func newKeys(t testing.TB, fill byte) *auth.Keys {
	t.Helper()
	keys, err := auth.NewKeys(bytes.Repeat([]byte{fill}, auth.MasterKeySize))
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

func TestKeysWantAWholeMasterKey(t *testing.T) {
	for _, size := range []int{0, 16, 31, 33} {
		if _, err := auth.NewKeys(make([]byte, size)); err == nil {
			t.Errorf("%d bytes were accepted", size)
		}
	}
}

func TestSealedSecretOpensOnlyAsItWas(t *testing.T) {
	keys, others := newKeys(t, 1), newKeys(t, 2)
	rapid.Check(t, func(t *rapid.T) {
		owner := rapid.String().Draw(t, "owner")
		secret := rapid.SliceOf(rapid.Byte()).Draw(t, "secret")
		sealed := keys.Seal(owner, secret)
		if got, err := keys.Open(owner, sealed); err != nil || !bytes.Equal(got, secret) {
			t.Fatalf("got %q, %v", got, err)
		}
		if _, err := keys.Open(owner+"x", sealed); err == nil {
			t.Fatal("opened for another owner")
		}
		if _, err := others.Open(owner, sealed); err == nil {
			t.Fatal("opened under another master key")
		}
		changed := bytes.Clone(sealed)
		changed[rapid.IntRange(0, len(sealed)-1).Draw(t, "at")] ^= rapid.ByteRange(1, 255).Draw(t, "bits")
		if _, err := keys.Open(owner, changed); err == nil {
			t.Fatal("opened after a change")
		}
		if _, err := keys.Open(owner, sealed[:rapid.IntRange(0, len(sealed)-1).Draw(t, "length")]); err == nil {
			t.Fatal("opened after a cut")
		}
	})
}

func TestSealingTwiceLooksDifferent(t *testing.T) {
	keys := newKeys(t, 1)
	if bytes.Equal(keys.Seal("a", []byte("s")), keys.Seal("a", []byte("s"))) {
		t.Error("the nonce is not random")
	}
}

func TestPageTokensOfAnotherMasterKeyAreRefused(t *testing.T) {
	token := newKeys(t, 1).PageTokens().Seal("list", page.Key{CreatedAt: noon, ID: "x"})
	if _, err := newKeys(t, 1).PageTokens().Open("list", token); err != nil {
		t.Errorf("after a restart: %v", err)
	}
	if _, err := newKeys(t, 2).PageTokens().Open("list", token); err == nil {
		t.Error("accepted under another master key")
	}
}

func TestCredentialsPrintWithoutTheSecret(t *testing.T) {
	c := auth.NewCredentials()
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("made", "key", c)
	slog.New(slog.NewTextHandler(&log, nil)).Info("made", "key", &c)
	for _, text := range []string{
		fmt.Sprint(c), fmt.Sprint(&c), fmt.Sprintf("%v %+v %#v %s %q", c, c, c, c, c), fmt.Sprintf("%+v", struct{ C auth.Credentials }{c}), log.String(),
	} {
		if strings.Contains(text, c.Secret) {
			t.Errorf("the secret shows in %q", text)
		}
		if !strings.Contains(text, c.ID) {
			t.Errorf("the id is missing in %q", text)
		}
	}
}
