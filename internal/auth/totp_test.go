package auth

import (
	"net/url"
	"testing"
	"time"
)

// rfcSecret is the one of RFC 6238, appendix B, whose codes there have eight digits; ours
// are their last six.
var rfcSecret = []byte("12345678901234567890")

func TestCodesAreThoseOfTheRFC(t *testing.T) {
	for at, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if got := totpCode(rfcSecret, at/totpPeriod); got != want {
			t.Errorf("at %d: got %s, want %s", at, got, want)
		}
	}
}

func TestACodeCountsAroundItsTimeAndOnce(t *testing.T) {
	const step = 41152263 // of 1234567890
	for at, want := range map[int64]bool{
		1234567890 - 31: false, 1234567890 - 30: true, 1234567890: true, 1234567890 + 59: true, 1234567890 + 60: false,
	} {
		if got, ok := totpStep(rfcSecret, "005924", 0, time.Unix(at, 0)); ok != want || ok && got != step {
			t.Errorf("at %d: step %d, %t", at, got, ok)
		}
	}
	if _, ok := totpStep(rfcSecret, "005924", step, time.Unix(1234567890, 0)); ok {
		t.Error("a used code counts again")
	}
	for _, odd := range []string{"", "5924", "005924 ", "00592"} {
		if _, ok := totpStep(rfcSecret, odd, 0, time.Unix(1234567890, 0)); ok {
			t.Errorf("%q counts", odd)
		}
	}
}

func TestAppsReadTheURI(t *testing.T) {
	u, err := url.Parse(totpURI(rfcSecret, "ann@example.com"))
	if err != nil {
		t.Fatal(err)
	}
	if u.Scheme != "otpauth" || u.Host != "totp" || u.Path != "/Foureyes:ann@example.com" ||
		u.Query().Get("secret") != "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" || u.Query().Get("issuer") != "Foureyes" {
		t.Errorf("got %s", u)
	}
}
