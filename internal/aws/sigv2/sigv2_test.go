package sigv2

import (
	"bufio"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"foureyes/internal/aws"
)

const (
	accessKeyID = "AKIDEXAMPLE"
	secret      = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	// put is a URL by which botocore lets somebody else put an object. Its headers
	// travel in the query.
	put = "/photos/a?AWSAccessKeyId=AKIDEXAMPLE&Signature=MJNE6hb6B%2FDdTNnLJV%2Fbc71GaE0%3D&content-type=text%2Fplain%3B%20charset%3Dutf-8" +
		"&content-md5=XUFAKrxLKna5cZ2REBfFkg%3D%3D&x-amz-meta-z=b%20c%2Bd%26e&x-amz-meta-a=1&Expires=1767229200"
	// get is one with an answer's headers in it.
	get = "/photos/a?response-content-type=text%2Fplain%3B%20x%3D%22a%2Bb%22&response-content-disposition=attachment%3B%20filename%3D%22%C3%A9%26f%3D1.png%22" +
		"&versionId=null&AWSAccessKeyId=AKIDEXAMPLE&Signature=j1G%2FZsGyD%2B3U4qVIV1v6kc4wboY%3D&Expires=1767229200"
)

// expires is when the URLs above do.
var expires = time.Date(2026, 1, 1, 1, 0, 0, 0, time.UTC)

// arrived is a request as a server sees it; headers are lines without their ends.
func arrived(t testing.TB, method, target string, headers ...string) *http.Request {
	t.Helper()
	r, err := read(method, target, headers...)
	if err != nil {
		t.Fatalf("read %s %s: %v", method, target, err)
	}
	return r
}

func read(method, target string, headers ...string) (*http.Request, error) {
	wire := method + " " + target + " HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n"
	for _, line := range headers {
		wire += line + "\r\n"
	}
	return http.ReadRequest(bufio.NewReader(strings.NewReader(wire + "\r\n")))
}

func verify(r *http.Request, hostBucket string) error {
	s, err := Parse(r)
	if err != nil {
		return err
	}
	return s.Verify(r, secret, hostBucket)
}

// code is that of the fault in an error's chain.
func code(err error) string {
	if f, ok := errors.AsType[*aws.Fault](err); ok {
		return f.Code
	}
	return ""
}

// The example of Amazon's page, with the secret that its examples share.
func TestVerifyAgreesWithAmazonsExample(t *testing.T) {
	r := arrived(t, "GET", "/photos/puppy.jpg?AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Signature=NpgCjnDzrM%2BWFzoENXmpNDUsSn8%3D&Expires=1175139620")
	s, err := Parse(r)
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2007, 3, 29, 3, 40, 20, 0, time.UTC); s.AccessKeyID != "AKIAIOSFODNN7EXAMPLE" || !s.Expires.Equal(want) {
		t.Errorf("parsed %+v", s)
	}
	if err := s.Verify(r, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "johnsmith"); err != nil {
		t.Error(err)
	}
}

// URLs that botocore 1.43.11 made on 2026-01-01, good for an hour.
func TestVerifyAgreesWithBotocore(t *testing.T) {
	tests := map[string]struct{ method, target, hostBucket string }{
		"odd key":              {"GET", "/photos/a%20b%26c%25%2B%C3%A9/../d//~.png?AWSAccessKeyId=AKIDEXAMPLE&Signature=eNWuXSuolqduiOboLbehlUB07d0%3D&Expires=1767229200", ""},
		"odd key, host bucket": {"GET", "/a%20b%26c%25%2B%C3%A9/../d//~.png?AWSAccessKeyId=AKIDEXAMPLE&Signature=eNWuXSuolqduiOboLbehlUB07d0%3D&Expires=1767229200", "photos"},
		"answer's headers":     {"GET", get, ""},
		"put with headers":     {"PUT", put, ""},
		"sub-resource":         {"POST", "/photos/a?uploads&AWSAccessKeyId=AKIDEXAMPLE&Signature=pHxS49T7Uas3in7y8gMTTFi9Y6A%3D&Expires=1767229200", ""},
		"two of them":          {"PUT", "/photos/a?uploadId=u%2F%2B%3D&partNumber=7&AWSAccessKeyId=AKIDEXAMPLE&Signature=da3hwjIv2h0AzxN4vomfHs5Ffoo%3D&Expires=1767229200", ""},
		"unsigned parameters":  {"GET", "/photos?list-type=2&prefix=a%20b&encoding-type=url&AWSAccessKeyId=AKIDEXAMPLE&Signature=s%2FtuXeM6tV2T9fuOVlWGL0c2u%2FQ%3D&Expires=1767229200", ""},
		"the same, host":       {"GET", "/?list-type=2&prefix=a%20b&encoding-type=url&AWSAccessKeyId=AKIDEXAMPLE&Signature=s%2FtuXeM6tV2T9fuOVlWGL0c2u%2FQ%3D&Expires=1767229200", "photos"},
		"a bucket's":           {"GET", "/photos?acl&AWSAccessKeyId=AKIDEXAMPLE&Signature=J3Yl8WP3rwKjp65cxcPjfeOsE84%3D&Expires=1767229200", ""},
		"its slash sent":       {"GET", "/photos/?acl&AWSAccessKeyId=AKIDEXAMPLE&Signature=J3Yl8WP3rwKjp65cxcPjfeOsE84%3D&Expires=1767229200", ""},
		"all buckets":          {"GET", "/?AWSAccessKeyId=AKIDEXAMPLE&Signature=6MGMFsM1fha0xA4QHW8nYRAX5iU%3D&Expires=1767229200", ""},
		"session token":        {"GET", "/photos/a?AWSAccessKeyId=AKIDEXAMPLE&Signature=IK%2BvE5VSijMI22njnMH8GgVdLhM%3D&x-amz-security-token=tok%2Fen%2B&Expires=1767229200", ""},
	}
	for name, test := range tests {
		r := arrived(t, test.method, test.target)
		s, err := Parse(r)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if s.AccessKeyID != accessKeyID || !s.Expires.Equal(expires) || (s.SecurityToken == "tok/en+") != (name == "session token") {
			t.Errorf("%s: parsed %+v", name, s)
		}
		if err := s.Verify(r, secret, test.hostBucket); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := s.Verify(r, secret+"x", test.hostBucket); code(err) != "InvalidSignatureException" {
			t.Errorf("%s with another secret: %v", name, err)
		}
		if err := s.Verify(r, secret, "other"); code(err) != "InvalidSignatureException" {
			t.Errorf("%s with another bucket in the host: %v", name, err)
		}
	}
}

func TestHeadersMayAlsoBeSent(t *testing.T) {
	for name, headers := range map[string][]string{
		"one":       {"Content-Type: text/plain; charset=utf-8"},
		"all":       {"Content-Type: text/plain; charset=utf-8", "Content-MD5: XUFAKrxLKna5cZ2REBfFkg==", "X-Amz-Meta-A:  1 ", "x-amz-meta-z: b c+d&e"},
		"free ones": {"Range: bytes=0-1", "If-Match: x", "Origin: http://a"},
	} {
		r := arrived(t, "PUT", put, headers...)
		if err := verify(r, ""); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHeadersGivesWhatTheURLCarries(t *testing.T) {
	r := arrived(t, "PUT", put, "X-Amz-Meta-A: sent", "Accept: */*")
	s, err := Parse(r)
	if err != nil {
		t.Fatal(err)
	}
	got := s.Headers(r.Header)
	for name, want := range map[string]string{
		"Content-Type": "text/plain; charset=utf-8", "Content-Md5": "XUFAKrxLKna5cZ2REBfFkg==",
		"X-Amz-Meta-Z": "b c+d&e", "X-Amz-Meta-A": "sent", "Accept": "*/*",
	} {
		if got.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Get(name), want)
		}
	}
	if len(got) != 5 || len(r.Header) != 2 {
		t.Errorf("%d headers from a request with %d", len(got), len(r.Header))
	}
}

func TestVerifyRefusesWhatWasNotSigned(t *testing.T) {
	tests := map[string]*http.Request{
		"method":                    arrived(t, "HEAD", get),
		"key":                       arrived(t, "GET", strings.Replace(get, "/a?", "/b?", 1)),
		"key, escaped another way":  arrived(t, "GET", strings.Replace(get, "/a?", "/%61?", 1)),
		"slash added":               arrived(t, "GET", strings.Replace(get, "/a?", "/a/?", 1)),
		"bucket":                    arrived(t, "GET", strings.Replace(get, "/photos", "/other", 1)),
		"expires":                   arrived(t, "GET", strings.Replace(get, "7229200", "7229201", 1)),
		"expires, written longer":   arrived(t, "GET", strings.Replace(get, "Expires=", "Expires=0", 1)),
		"signature cut":             arrived(t, "GET", strings.Replace(get, "boY%3D", "boY", 1)),
		"signature not base64":      arrived(t, "GET", strings.Replace(get, "boY%3D", "!!!%3D", 1)),
		"override":                  arrived(t, "GET", strings.Replace(get, "text%2Fplain", "text%2Fhtml", 1)),
		"override gone":             arrived(t, "GET", get[:9]+"?"+get[strings.Index(get, "versionId"):]),
		"override added":            arrived(t, "GET", get+"&response-expires=x"),
		"override added, hidden":    arrived(t, "GET", get+"&response%2Dexpires=x"),
		"override twice":            arrived(t, "GET", strings.Replace(get, "?", "?response-content-type=text/html&", 1)),
		"sub-resource added":        arrived(t, "GET", get+"&acl"),
		"amz header added":          arrived(t, "GET", get, "X-Amz-Acl: public-read"),
		"amz header added in query": arrived(t, "GET", get+"&x-amz-acl=public-read"),
		"type added":                arrived(t, "GET", get, "Content-Type: text/html"),
		"type added in query":       arrived(t, "GET", get+"&content-type=text/html"),
		"header changed":            arrived(t, "PUT", put, "X-Amz-Meta-A: 2"),
		"header changed in query":   arrived(t, "PUT", strings.Replace(put, "meta-a=1", "meta-a=2", 1)),
		"header twice in query":     arrived(t, "PUT", put+"&x-amz-meta-a=2"),
		"header sent twice":         arrived(t, "PUT", put, "X-Amz-Meta-A: 1", "X-Amz-Meta-A: 1"),
		"header gone":               arrived(t, "PUT", strings.Replace(put, "&x-amz-meta-a=1", "", 1)),
		"header sent empty":         arrived(t, "PUT", put, "Content-Type:"),
	}
	for name, r := range tests {
		if err := verify(r, ""); code(err) != "InvalidSignatureException" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	tests := map[string]struct{ target, code string }{
		"no signature":            {"/a?AWSAccessKeyId=x&Expires=1", "AccessDeniedException"},
		"empty signature":         {"/a?AWSAccessKeyId=x&Expires=1&Signature=", "AccessDeniedException"},
		"no time":                 {"/a?AWSAccessKeyId=x&Signature=y", "AccessDeniedException"},
		"no key id":               {"/a?AWSAccessKeyId=&Signature=y&Expires=1", "AccessDeniedException"},
		"two signatures":          {"/a?AWSAccessKeyId=x&Signature=y&Signature=z&Expires=1", "AccessDeniedException"},
		"two times":               {"/a?AWSAccessKeyId=x&Signature=y&Expires=1&Expires=2", "AccessDeniedException"},
		"a date":                  {"/a?AWSAccessKeyId=x&Signature=y&Expires=2026-01-01", "AccessDeniedException"},
		"time below zero":         {"/a?AWSAccessKeyId=x&Signature=y&Expires=-1", "AccessDeniedException"},
		"time past all numbers":   {"/a?AWSAccessKeyId=x&Signature=y&Expires=99999999999999999999", "AccessDeniedException"},
		"also version 4":          {get + "&X-Amz-Algorithm=AWS4-HMAC-SHA256", "IncompleteSignatureException"},
		"escape cut":              {get + "&x=%2", "IncompleteSignatureException"},
		"semicolon":               {get + "&x=1;y=2", "IncompleteSignatureException"},
		"line break in a header":  {get + "&x-amz-meta-a=1%0Ax-amz-acl:public-read", "IncompleteSignatureException"},
		"line break in the type":  {get + "&content-type=text/plain%0A1767229200", "IncompleteSignatureException"},
		"colon in a header name":  {get + "&x-amz-acl:public=read", "IncompleteSignatureException"},
		"header name in capitals": {get + "&x-amz-Acl=public-read", "IncompleteSignatureException"},
		"all of it in capitals":   {get + "&X-Amz-Meta-A=1", "IncompleteSignatureException"},
	}
	for name, test := range tests {
		if _, err := Parse(arrived(t, "GET", test.target)); code(err) != test.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, header := range []string{"Authorization: AWS x:y", "Authorization: AWS4-HMAC-SHA256 Credential=x"} {
		if _, err := Parse(arrived(t, "GET", get, header)); code(err) != "IncompleteSignatureException" {
			t.Errorf("%s: %v", header, err)
		}
	}
}

func TestSigned(t *testing.T) {
	for target, want := range map[string]bool{
		get: true, "/?AWSAccessKeyId": true, "/?a=1&AWSAccessKeyId=": true,
		"/": false, "/?a=AWSAccessKeyId": false, "/AWSAccessKeyId": false, "/?awsaccesskeyid=x": false,
	} {
		if got := Signed(arrived(t, "GET", target)); got != want {
			t.Errorf("%s: %v", target, got)
		}
	}
}

func TestCheckTime(t *testing.T) {
	const week = 7 * 24 * time.Hour
	for name, test := range map[string]struct {
		now  time.Time
		want string
	}{
		"an hour ahead":         {expires.Add(-time.Hour), ""},
		"the last second":       {expires, ""},
		"past it":               {expires.Add(time.Nanosecond), "Request has expired"},
		"a week ahead":          {expires.Add(-week), ""},
		"signer's clock ahead":  {expires.Add(-week - 5*time.Minute), ""},
		"more than a week":      {expires.Add(-week - 5*time.Minute - time.Second), "less than a week"},
		"before there was time": {time.Time{}, "less than a week"},
	} {
		s := &Signature{Expires: expires}
		err := s.CheckTime(test.now)
		if test.want == "" && err != nil || test.want != "" && (code(err) != "AccessDeniedException" || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Signers differ in whether a parameter without a value keeps its equals sign.
func TestParameterWithoutValueIsSignedEitherWay(t *testing.T) {
	for _, signed := range []string{"?acl&uploads", "?acl&uploads="} {
		signature := url.QueryEscape(sign(secret, "GET\n\n\n1767229200\n/photos/a"+signed))
		r := arrived(t, "GET", "/photos/a?uploads=&acl&AWSAccessKeyId=AKIDEXAMPLE&Expires=1767229200&Signature="+signature)
		if err := verify(r, ""); err != nil {
			t.Errorf("%s: %v", signed, err)
		}
	}
}

// Whatever is signed as Amazon's page says holds, and holds for nothing else.
func FuzzSignedHolds(f *testing.F) {
	f.Add("a b", "text/plain; x=1", "b c+d&e")
	f.Add("R&D/100%+é//../😀", "", "")
	f.Add("?#;=", "a&acl", "é")
	f.Add("", "+", "\x00")
	f.Fuzz(func(t *testing.T, key, override, meta string) {
		meta = strings.TrimSpace(meta)
		path := "/photos/" + url.PathEscape(key)
		text := "PUT\n\n\n1767229200\nx-amz-meta-a:" + meta + "\n" + path + "?response-content-type=" + override + "&uploads"
		query := url.Values{
			"response-content-type": {override}, "x-amz-meta-a": {meta}, "prefix": {"free"},
			"AWSAccessKeyId": {accessKeyID}, "Expires": {"1767229200"}, "Signature": {sign(secret, text)},
		}
		r := arrived(t, "PUT", path+"?uploads&"+query.Encode())
		s, err := Parse(r)
		if err != nil {
			if strings.ContainsFunc(meta, func(c rune) bool { return c < ' ' || 0x7f <= c && c < 0xa0 }) {
				return // no header can have it
			}
			t.Fatal(err)
		}
		if err := s.Verify(r, secret, ""); err != nil {
			t.Errorf("%s: %v", r.URL, err)
		}
		if got := s.Headers(r.Header).Get("X-Amz-Meta-A"); got != meta {
			t.Errorf("the header became %q, not %q", got, meta)
		}
		r.URL.Path, r.URL.RawPath = r.URL.Path+"x", ""
		if err := s.Verify(r, secret, ""); code(err) != "InvalidSignatureException" {
			t.Errorf("%s: %v", r.URL, err)
		}
	})
}

// What is checked is what others read from the same query, whatever it looks like.
func FuzzParseReadsWhatOthersRead(f *testing.F) {
	_, query, _ := strings.Cut(get, "?")
	f.Add(query)
	_, query, _ = strings.Cut(put, "?")
	f.Add(query)
	f.Add("AWSAccessKeyId=x&Signature=y&Expires=1&acl&=&&a==b&%61cl=+%20&acl=1")
	f.Add("AWSAccessKeyId=x&Signature=%zz&Expires=1;a")
	f.Add("AWSAccessKeyId=x&Signature=y&Expires=01&x-amz-meta-a=1&x-amz-meta-a=%0a")
	f.Fuzz(func(t *testing.T, query string) {
		r := &http.Request{Method: "GET", URL: &url.URL{Path: "/photos/a", RawQuery: query}, Header: http.Header{}}
		if !Signed(r) {
			return
		}
		s, err := Parse(r)
		if err != nil {
			if code(err) == "" {
				t.Errorf("%q: %v is no fault", query, err)
			}
			return
		}
		got := url.Values{}
		for _, p := range s.query {
			got.Add(p.name, p.value)
		}
		want, err := url.ParseQuery(query)
		if err != nil || got.Encode() != want.Encode() {
			t.Errorf("%q: read %v, others read %v, %v", query, got, want, err)
		}
		if err := s.Verify(r, "another secret", ""); code(err) != "InvalidSignatureException" {
			t.Errorf("%q: %v", query, err)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	r := arrived(b, "GET", get)
	b.ReportAllocs()
	for b.Loop() {
		if err := verify(r, ""); err != nil {
			b.Fatal(err)
		}
	}
}
