package sigv4

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"
)

const goodHeader = "AWS4-HMAC-SHA256 Credential=AKID/20250203/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=abc"

func TestParseHeader(t *testing.T) {
	tests := map[string]struct {
		authorization, date string
		want                string // part of the error; empty for none
	}{
		"good":                {goodHeader, "20250203T040506Z", ""},
		"no spaces":           {strings.ReplaceAll(goodHeader, ", ", ","), "20250203T040506Z", ""},
		"slash in key id":     {strings.Replace(goodHeader, "AKID", "AK/ID", 1), "20250203T040506Z", ""},
		"no date":             {goodHeader, "", "requires existence of either"},
		"other date format":   {goodHeader, "2025-02-03T04:05:06Z", "basic format"},
		"another day":         {goodHeader, "20250204T040506Z", "does not match YYYYMMDD"},
		"no signature":        {strings.Replace(goodHeader, "Signature=abc", "", 1), "20250203T040506Z", "requires 'Signature'"},
		"no credential":       {strings.Replace(goodHeader, "Credential=", "X=", 1), "20250203T040506Z", "requires 'Credential'"},
		"no signed headers":   {strings.Replace(goodHeader, "SignedHeaders=", "X=", 1), "20250203T040506Z", "requires 'SignedHeaders'"},
		"host not signed":     {strings.Replace(goodHeader, "host;", "", 1), "20250203T040506Z", "'Host' must be"},
		"short scope":         {strings.Replace(goodHeader, "/s3", "", 1), "20250203T040506Z", "Credential must have"},
		"empty region":        {strings.Replace(goodHeader, "eu-west-1", "", 1), "20250203T040506Z", "Credential must have"},
		"other terminator":    {strings.Replace(goodHeader, "aws4_request", "aws5", 1), "20250203T040506Z", "Credential must have"},
		"version 4a":          {strings.Replace(goodHeader, "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256", 1), "20250203T040506Z", "Unsupported"},
		"version 2":           {"AWS AKID:sig", "20250203T040506Z", "Unsupported"},
		"nothing but a name":  {"AWS4-HMAC-SHA256", "20250203T040506Z", "Unsupported"},
		"Bearer is not AWS's": {"Bearer x", "", ErrNone.Error()},
		"nothing":             {"", "", ErrNone.Error()},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			r := newRequest(t, "GET", "http://host/", map[string]string{"Authorization": test.authorization, "X-Amz-Date": test.date})
			s, err := Parse(r)
			if test.want == "" {
				if err != nil || s.Region != region || s.Service != "s3" || !s.Time.Equal(signedAt) {
					t.Errorf("got %+v, %v", s, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestParseTakesDateHeader(t *testing.T) {
	r := newRequest(t, "GET", "http://host/", map[string]string{"Authorization": goodHeader, "Date": "Mon, 03 Feb 2025 04:05:06 GMT"})
	if s, err := Parse(r); err != nil || !s.Time.Equal(signedAt) {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestParseQuery(t *testing.T) {
	const good = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20250203%2Feu-west-1%2Fs3%2Faws4_request" +
		"&X-Amz-Date=20250203T040506Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=abc"
	tests := map[string]struct{ query, want string }{
		"good":           {good, ""},
		"seven days":     {strings.Replace(good, "=900", "=604800", 1), ""},
		"too long":       {strings.Replace(good, "=900", "=604801", 1), "X-Amz-Expires"},
		"zero":           {strings.Replace(good, "=900", "=0", 1), "X-Amz-Expires"},
		"not a number":   {strings.Replace(good, "=900", "=1e3", 1), "X-Amz-Expires"},
		"no expiry":      {strings.Replace(good, "&X-Amz-Expires=900", "", 1), "X-Amz-Expires"},
		"no signature":   {strings.Replace(good, "&X-Amz-Signature=abc", "", 1), "X-Amz-Signature"},
		"two signatures": {good + "&X-Amz-Signature=def", "X-Amz-Signature"},
		"bad date":       {strings.Replace(good, "T040506Z", "", 1), "basic format"},
		"algorithm":      {strings.Replace(good, "AWS4-HMAC-SHA256", "MD5", 1), "Unsupported"},
		"broken escape":  {good + "&x=%zz", "query string"},
		"semicolon":      {good + "&x=1;y=2", "query string"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Parse(newRequest(t, "GET", "http://host/?"+test.query, nil))
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	both := newRequest(t, "GET", "http://host/?"+good, map[string]string{"Authorization": goodHeader})
	if _, err := Parse(both); reason(err) != Malformed {
		t.Errorf("both: %v", err)
	}
}

func TestCheckTime(t *testing.T) {
	tests := []struct {
		presigned bool
		after     time.Duration // from signing to arriving
		want      Reason
		sentence  string
	}{
		{false, 0, -1, ""},
		{false, 5 * time.Minute, -1, ""},
		{false, 5*time.Minute + time.Second, Skewed, "Signature expired: 20250203T040506Z is now earlier than 20250203T040507Z (20250203T041007Z - 5 min.)"},
		{false, -5 * time.Minute, -1, ""},
		{false, -5*time.Minute - time.Second, Skewed, "Signature not yet current: 20250203T040506Z is still later than 20250203T040505Z (20250203T040005Z + 5 min.)"},
		{true, 15 * time.Minute, -1, ""},
		{true, 15*time.Minute + time.Second, Expired, "Signature expired: 20250203T042006Z is now earlier than 20250203T042007Z"},
		{true, -5*time.Minute - time.Second, Skewed, ""},
	}
	for _, test := range tests {
		s := &Signature{Time: signedAt, Presigned: test.presigned, Expires: 15 * time.Minute}
		err := s.CheckTime(signedAt.Add(test.after))
		if reason(err) != test.want || test.sentence != "" && err.Error() != test.sentence {
			t.Errorf("presigned %v, %v later: %v", test.presigned, test.after, err)
		}
	}
}

// No header and no query makes the parser panic, or accept what it cannot read.
func FuzzParse(f *testing.F) {
	f.Add(goodHeader, "20250203T040506Z", "")
	f.Add("AWS4-HMAC-SHA256 Credential=/////,SignedHeaders=;;host,Signature==", "0", "X-Amz-Algorithm=AWS4-HMAC-SHA256")
	f.Add("", "", "X-Amz-Signature=%&X-Amz-Credential=a/b/c/d/aws4_request&X-Amz-Expires=-1")
	f.Fuzz(func(t *testing.T, authorization, date, query string) {
		r := newRequest(t, "GET", "http://host/", nil)
		r.Header = http.Header{"Authorization": {authorization}, "X-Amz-Date": {date}}
		r.URL.RawQuery = query
		s, err := Parse(r)
		if err != nil {
			if !errors.Is(err, ErrNone) && reason(err) != Malformed {
				t.Errorf("parse gave %v", err)
			}
			return
		}
		if s.AccessKeyID == "" || s.Date == "" || s.Region == "" || s.Service == "" || s.Time.IsZero() {
			t.Errorf("parsed %+v", s)
		}
		if err := s.Verify(r, Key{}, emptySHA256); err == nil {
			t.Error("a made-up signature was accepted")
		}
	})
}
