package s3_test

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	client "github.com/aws/aws-sdk-go-v2/service/s3"

	"foureyes/internal/api/s3"
	"foureyes/internal/auth"
)

// version2 presigns as boto3 does in the older regions: resource is the path with
// its bucket, headers are lines of x-amz-* names.
func version2(c auth.Credentials, method, resource string, headers ...string) url.Values {
	expires := strconv.FormatInt(time.Now().Add(time.Minute).Unix(), 10)
	mac := hmac.New(sha1.New, []byte(c.Secret))
	mac.Write([]byte(method + "\n\n\n" + expires + "\n" + strings.Join(append(headers, ""), "\n") + resource))
	return url.Values{
		"AWSAccessKeyId": {c.ID}, "Expires": {expires},
		"Signature": {base64.StdEncoding.EncodeToString(mac.Sum(nil))},
	}
}

func TestPresignedWithVersion2(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c := h.bucket(t)
	query := version2(h.mine, "PUT", "/photos/a%20b//c", "x-amz-meta-a:1")
	query.Set("x-amz-meta-a", "1")
	if got := send(t, h, http.MethodPut, h.URL+"/photos/a%20b//c?"+query.Encode(), "hello"); got.StatusCode != 200 {
		t.Fatalf("put: %d %s", got.StatusCode, got.body)
	}
	query = version2(h.mine, "GET", "/photos/a%20b//c?response-content-type=text/html")
	link := h.URL + "/photos/a%20b//c?response-content-type=text%2Fhtml&" + query.Encode()
	got := send(t, h, http.MethodGet, link, "")
	if got.body != "hello" || got.Header.Get("Content-Type") != "text/html" || got.Header.Get("X-Amz-Meta-A") != "1" {
		t.Errorf("get: %d %q %v", got.StatusCode, got.body, got.Header)
	}
	if policy := got.Header.Get("Content-Security-Policy"); policy != "sandbox; default-src 'none'" {
		t.Errorf("the policy is %q", policy)
	}
	for name, test := range map[string]struct{ method, url, code string }{
		"another key":    {http.MethodGet, strings.Replace(link, "//c", "//d", 1), "SignatureDoesNotMatch"},
		"another method": {http.MethodDelete, link, "SignatureDoesNotMatch"},
		"longer":         {http.MethodGet, strings.Replace(link, "Expires=", "Expires=9", 1), "AccessDenied"},
		"expired":        {http.MethodGet, strings.Replace(link, "Expires="+query.Get("Expires"), "Expires=1000000000", 1), "AccessDenied"},
		"unsigned":       {http.MethodGet, strings.Replace(link, "Signature=", "Other=", 1), "AccessDenied"},
		"unknown key id": {http.MethodGet, strings.Replace(link, "AWSAccessKeyId=", "AWSAccessKeyId=X", 1), "InvalidAccessKeyId"},
	} {
		if got := send(t, h, test.method, test.url, ""); got.StatusCode != 403 || got.Code != test.code {
			t.Errorf("%s: %d %s", name, got.StatusCode, got.body)
		}
	}
	query = version2(h.theirs, "GET", "/photos/a%20b//c")
	if got := send(t, h, http.MethodGet, h.URL+"/photos/a%20b//c?"+query.Encode(), ""); got.StatusCode != 403 || got.Code != "AccessDenied" {
		t.Errorf("somebody else's link: %d %s", got.StatusCode, got.body)
	}
	if got := listed(t, c, &client.ListObjectsV2Input{}); len(got) != 1 || got[0] != "a b//c" {
		t.Errorf("there is %q", got)
	}
}

// Version 2 signs the bucket wherever it stands, and not the host: a link must not
// open another object when somebody moves its bucket's name into the host.
func TestVersion2AndABucketInTheHostName(t *testing.T) {
	h := newHouse(t, httptest.NewServer, s3.PublicHost("review.example.org"))
	c := h.bucket(t)
	put(t, c, "photos/a", "outer")
	put(t, c, "a", "inner")
	h.Client().Transport.(*http.Transport).DialContext = (&netDialer{h.Listener.Addr().String()}).dial
	link := "/photos/a?" + version2(h.mine, "GET", "/photos/photos/a").Encode()
	for host, want := range map[string]string{"http://photos.review.example.org": "outer", h.URL + "/photos": "outer"} {
		if got := send(t, h, http.MethodGet, host+link, ""); got.body != want {
			t.Errorf("%s: %s", host, got.body)
		}
	}
	for _, host := range []string{"http://photos.example.org", "http://review.example.org", h.URL} {
		if got := send(t, h, http.MethodGet, host+link, ""); got.StatusCode != 403 || got.Code != "SignatureDoesNotMatch" {
			t.Errorf("%s: %d %s", host, got.StatusCode, got.body)
		}
	}
}
