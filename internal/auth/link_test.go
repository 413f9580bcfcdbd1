package auth_test

import (
	"encoding/base64"
	"net/url"
	"testing"
	"time"

	"pgregory.net/rapid"

	"foureyes/internal/auth"
	"foureyes/internal/fault"
)

// noon is when most tests take place.
var noon = time.Date(2026, 2, 3, 12, 0, 0, 0, time.UTC)

func TestMediaTokenOpensOneObjectForAWhile(t *testing.T) {
	keys, others := newKeys(t, 1), newKeys(t, 2)
	rapid.Check(t, func(t *rapid.T) {
		account := rapid.StringMatching(`[0-9]{12}`).Draw(t, "account")
		bucket := rapid.StringMatching(`[a-z0-9.-]{3,63}`).Draw(t, "bucket")
		key := rapid.StringN(1, 200, -1).Draw(t, "key")
		assignment := rapid.StringMatching(`[0-9A-Z]{0,26}`).Draw(t, "assignment")
		token := keys.MediaToken(account, bucket, key, assignment, noon.Add(time.Hour))
		if url.QueryEscape(token) != token {
			t.Fatalf("not safe in a URL: %s", token)
		}
		gotAccount, gotAssignment, err := keys.CheckMedia(token, bucket, key, noon.Add(time.Hour-time.Millisecond))
		if err != nil || gotAccount != account || gotAssignment != assignment {
			t.Fatalf("got %q, %q, %v", gotAccount, gotAssignment, err)
		}
		refused := func(why string, k *auth.Keys, token, bucket, key string, now time.Time) {
			if _, _, err := k.CheckMedia(token, bucket, key, now); !fault.Is(err, fault.Denied) {
				t.Fatalf("%s: %v", why, err)
			}
		}
		refused("at its end", keys, token, bucket, key, noon.Add(time.Hour))
		refused("another key", keys, token, bucket, key+"x", noon)
		refused("another bucket", keys, token, bucket+"x", key, noon)
		refused("moved boundary", keys, token, bucket+key[:1], key[1:], noon)
		refused("another master key", others, token, bucket, key, noon)
	})
}

func TestChangedTokenIsRefused(t *testing.T) {
	keys := newKeys(t, 1)
	token := keys.MediaToken("000000000000", "in", "a.png", "A1", noon.Add(time.Hour))
	raw, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		changed := append([]byte(nil), raw...)
		switch rapid.IntRange(0, 2).Draw(t, "change") {
		case 0:
			changed[rapid.IntRange(0, len(raw)-1).Draw(t, "at")] ^= rapid.ByteRange(1, 255).Draw(t, "bits")
		case 1:
			changed = changed[:rapid.IntRange(0, len(raw)-1).Draw(t, "length")]
		case 2:
			changed = append(changed, rapid.SliceOfN(rapid.Byte(), 1, 9).Draw(t, "more")...)
		}
		_, _, err := keys.CheckMedia(base64.RawURLEncoding.EncodeToString(changed), "in", "a.png", noon)
		if !fault.Is(err, fault.Denied) {
			t.Fatalf("accepted: %v", err)
		}
	})
}

func TestAnyTextAsTokenIsRefused(t *testing.T) {
	keys := newKeys(t, 1)
	good := keys.MediaToken("000000000000", "in", "a.png", "A1", noon.Add(time.Hour))
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.Map(rapid.StringMatching("[=\n. ]{1,3}"), func(end string) string { return good + end })).Draw(t, "token")
		if _, _, err := keys.CheckMedia(text, "in", "a.png", noon); !fault.Is(err, fault.Denied) {
			t.Fatalf("accepted: %v", err)
		}
	})
}

func TestTemplateTokenOpensOneTemplateForAWhile(t *testing.T) {
	keys := newKeys(t, 1)
	token := keys.TemplateToken("01UI", noon.Add(time.Minute))
	if err := keys.CheckTemplate(token, "01UI", noon); err != nil {
		t.Error(err)
	}
	for name, err := range map[string]error{
		"another template": keys.CheckTemplate(token, "02UI", noon),
		"after its end":    keys.CheckTemplate(token, "01UI", noon.Add(time.Minute)),
		"a media token":    keys.CheckTemplate(keys.MediaToken("", "", "01UI", "", noon.Add(time.Minute)), "01UI", noon),
	} {
		if !fault.Is(err, fault.Denied) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, _, err := keys.CheckMedia(token, "01UI", "", noon); !fault.Is(err, fault.Denied) {
		t.Errorf("a template token opens media: %v", err)
	}
}

func TestExpiredLinkSaysSo(t *testing.T) {
	keys := newKeys(t, 1)
	token := keys.TemplateToken("01UI", noon)
	if err := keys.CheckTemplate(token, "01UI", noon); err == nil || err.Error() != "The link has expired." {
		t.Errorf("got %v", err)
	}
	if err := keys.CheckTemplate(token, "02UI", noon); err == nil || err.Error() != "The link is not valid." {
		t.Errorf("got %v", err)
	}
}

func BenchmarkCheckMedia(b *testing.B) {
	keys := newKeys(b, 1)
	token := keys.MediaToken("000000000000", "in", "photos/a.png", "01J8Z3M4Q5R6S7T8V9W0X1Y2Z3", noon.Add(time.Hour))
	for b.Loop() {
		if _, _, err := keys.CheckMedia(token, "in", "photos/a.png", noon); err != nil {
			b.Fatal(err)
		}
	}
}
