package s3_test

import (
	"bufio"
	"encoding/xml"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	client "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"foureyes/internal/api/s3"
	"foureyes/internal/object"
)

// answer is a response read whole.
type answer struct {
	*http.Response
	body                          string
	Code, Message, Key, RequestID string
}

func send(t *testing.T, h *house, method, url, body string, headers ...string) answer {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	response, err := h.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	a := answer{Response: response, body: string(text)}
	if response.StatusCode >= 400 && len(text) > 0 {
		var e struct {
			XMLName            xml.Name `xml:"Error"`
			Code, Message, Key string
			RequestID          string `xml:"RequestId"`
		}
		if err := xml.Unmarshal(text, &e); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		a.Code, a.Message, a.Key, a.RequestID = e.Code, e.Message, e.Key, e.RequestID
	}
	return a
}

func TestPresigned(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c := h.bucket(t)
	put(t, c, "a b&c", "hello")
	presign := client.NewPresignClient(c)
	in := &client.GetObjectInput{
		Bucket: sdk.String("photos"), Key: sdk.String("a b&c"), ResponseContentType: sdk.String("text/html"),
	}
	link, err := presign.PresignGetObject(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	got := send(t, h, http.MethodGet, link.URL, "")
	if got.body != "hello" || got.Header.Get("Content-Type") != "text/html" {
		t.Errorf("%d %q %v", got.StatusCode, got.body, got.Header)
	}
	for name, want := range map[string]string{
		"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff",
		"X-Amz-Request-Id": "request-1", "X-Amzn-Requestid": "request-1", "Access-Control-Allow-Origin": "*",
		"Accept-Ranges": "bytes",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Header.Get(name), want)
		}
	}
	other := strings.Replace(link.URL, "a%20b%26c", "other", 1)
	if got := send(t, h, http.MethodGet, other, ""); got.StatusCode != 403 || got.Code != "SignatureDoesNotMatch" {
		t.Errorf("another key by the same link: %d %s", got.StatusCode, got.Code)
	}
	if got := send(t, h, http.MethodDelete, link.URL, ""); got.StatusCode != 403 || got.Code != "SignatureDoesNotMatch" {
		t.Errorf("another method by the same link: %d %s", got.StatusCode, got.Code)
	}

	upload, err := presign.PresignPutObject(t.Context(), &client.PutObjectInput{Bucket: sdk.String("photos"), Key: sdk.String("new")})
	if err != nil {
		t.Fatal(err)
	}
	if got := send(t, h, http.MethodPut, upload.URL, "by a browser", "Content-Type", "text/css"); got.StatusCode != 200 {
		t.Errorf("presigned put: %d %s", got.StatusCode, got.body)
	}
	if got := get(t, c, "new"); got != "by a browser" {
		t.Errorf("it holds %q", got)
	}
	short := func(o *client.PresignOptions) { o.Expires = time.Second }
	old, err := presign.PresignGetObject(t.Context(), in, short, signedAt(time.Now().Add(-time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	if got := send(t, h, http.MethodGet, old.URL, ""); got.StatusCode != 403 || got.Code != "AccessDenied" {
		t.Errorf("expired: %d %s", got.StatusCode, got.Code)
	}
}

func TestWhoIsRefused(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	put(t, h.bucket(t), "a", "secret")
	forged, unknown := h.mine, h.mine
	forged.Secret = strings.Repeat("x", 40)
	unknown.ID = "AKIAUNKNOWNUNKNOWN00"
	in := &client.GetObjectInput{Bucket: sdk.String("photos"), Key: sdk.String("a")}
	_, err := h.client(forged).GetObject(t.Context(), in)
	wantCode(t, err, "SignatureDoesNotMatch", 403)
	_, err = h.client(unknown).GetObject(t.Context(), in)
	wantCode(t, err, "InvalidAccessKeyId", 403)
	if got := send(t, h, http.MethodGet, h.URL+"/photos/a", ""); got.StatusCode != 403 || got.Code != "AccessDenied" || got.RequestID != "request-1" {
		t.Errorf("nobody: %d %s", got.StatusCode, got.body)
	}
	link, err := client.NewPresignClient(h.client(h.mine)).PresignGetObject(t.Context(), in, signedAt(time.Now().Add(time.Hour)))
	if err != nil {
		t.Fatal(err)
	}
	if got := send(t, h, http.MethodGet, link.URL, ""); got.StatusCode != 403 || got.Code != "RequestTimeTooSkewed" {
		t.Errorf("from the future: %d %s", got.StatusCode, got.body)
	}
	h.Close() // the line is written after the answer
	if log := h.log.String(); !strings.Contains(log, `"code":"InvalidAccessKeyId"`) || strings.Contains(log, h.mine.Secret) {
		t.Error(log)
	}
}

func TestABucketInTheHostName(t *testing.T) {
	h := newHouse(t, httptest.NewServer, s3.PublicHost("review.example.org:8443"))
	put(t, h.bucket(t), "/a//b c", "hello")
	// Every name leads to the test server.
	h.Client().Transport.(*http.Transport).DialContext = (&netDialer{h.Listener.Addr().String()}).dial
	c := h.client(h.mine, func(o *client.Options) {
		o.UsePathStyle, o.BaseEndpoint = false, sdk.String("http://review.example.org:8080")
	})
	if got := get(t, c, "/a//b c"); got != "hello" {
		t.Errorf("got %q", got)
	}
	if got := listed(t, c, &client.ListObjectsV2Input{}); len(got) != 1 || got[0] != "/a//b c" {
		t.Errorf("listed %q", got)
	}
}

func TestPreflight(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	got := send(t, h, http.MethodOptions, h.URL+"/photos/a?X-Amz-Signature=1", "",
		"Origin", "https://example.org", "Access-Control-Request-Method", "PUT")
	if got.StatusCode != 204 || !strings.Contains(got.Header.Get("Access-Control-Allow-Methods"), "PUT") || got.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%d %v", got.StatusCode, got.Header)
	}
}

func TestWhatABucketHasNot(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c, ctx, bucket := h.bucket(t), t.Context(), sdk.String("photos")
	put(t, c, "a", "x")
	_, err := c.GetBucketPolicy(ctx, &client.GetBucketPolicyInput{Bucket: bucket})
	wantCode(t, err, "NoSuchBucketPolicy", 404)
	_, err = c.GetBucketTagging(ctx, &client.GetBucketTaggingInput{Bucket: bucket})
	wantCode(t, err, "NoSuchTagSet", 404)
	_, err = c.GetBucketCors(ctx, &client.GetBucketCorsInput{Bucket: bucket})
	wantCode(t, err, "NoSuchCORSConfiguration", 404)
	if v, err := c.GetBucketVersioning(ctx, &client.GetBucketVersioningInput{Bucket: bucket}); err != nil || v.Status != "" {
		t.Errorf("versioning: %+v, %v", v, err)
	}
	acl, err := c.GetBucketAcl(ctx, &client.GetBucketAclInput{Bucket: bucket})
	if err != nil || len(acl.Grants) != 1 || *acl.Grants[0].Grantee.ID != account || acl.Grants[0].Grantee.Type != types.TypeCanonicalUser {
		t.Errorf("acl: %+v, %v", acl, err)
	}
	if tags, err := c.GetObjectTagging(ctx, &client.GetObjectTaggingInput{Bucket: bucket, Key: sdk.String("a")}); err != nil || len(tags.TagSet) != 0 {
		t.Errorf("tags: %+v, %v", tags, err)
	}
	_, err = c.PutBucketVersioning(ctx, &client.PutBucketVersioningInput{
		Bucket: bucket, VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled},
	})
	wantCode(t, err, "NotImplemented", 501)
	// What is not understood must not be taken for something else.
	_, err = c.DeleteBucketPolicy(ctx, &client.DeleteBucketPolicyInput{Bucket: bucket})
	wantCode(t, err, "NotImplemented", 501)
	_, err = c.PutObjectTagging(ctx, &client.PutObjectTaggingInput{Bucket: bucket, Key: sdk.String("a"), Tagging: &types.Tagging{TagSet: []types.Tag{}}})
	wantCode(t, err, "NotImplemented", 501)
	_, err = c.GetObject(ctx, &client.GetObjectInput{Bucket: bucket, Key: sdk.String("a"), VersionId: sdk.String("v1")})
	wantCode(t, err, "InvalidArgument", 400)
	if got := get(t, c, "a"); got != "x" {
		t.Errorf("the object holds %q", got)
	}
}

func TestCORSRulesAreKept(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c, ctx, bucket := h.bucket(t), t.Context(), sdk.String("photos")
	rule := types.CORSRule{AllowedMethods: []string{"GET"}, AllowedOrigins: []string{"*"}, AllowedHeaders: []string{}, MaxAgeSeconds: sdk.Int32(60)}
	set := func(rules ...types.CORSRule) error {
		if rules == nil {
			rules = []types.CORSRule{} // the SDK itself refuses nil
		}
		_, err := c.PutBucketCors(ctx, &client.PutBucketCorsInput{Bucket: bucket, CORSConfiguration: &types.CORSConfiguration{CORSRules: rules}})
		return err
	}
	if err := set(rule); err != nil {
		t.Fatal(err)
	}
	got, err := c.GetBucketCors(ctx, &client.GetBucketCorsInput{Bucket: bucket})
	if err != nil || len(got.CORSRules) != 1 || got.CORSRules[0].AllowedMethods[0] != "GET" || *got.CORSRules[0].MaxAgeSeconds != 60 {
		t.Errorf("%+v, %v", got, err)
	}
	wantCode(t, set(), "MalformedXML", 400)
	wantCode(t, set(types.CORSRule{AllowedMethods: []string{"PATCH"}, AllowedOrigins: []string{"*"}}), "InvalidRequest", 400)
	if _, err := c.DeleteBucketCors(ctx, &client.DeleteBucketCorsInput{Bucket: bucket}); err != nil {
		t.Error(err)
	}
	_, err = c.GetBucketCors(ctx, &client.GetBucketCorsInput{Bucket: bucket})
	wantCode(t, err, "NoSuchCORSConfiguration", 404)
}

func TestTagsOfABucketAreKept(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c, ctx, bucket := h.bucket(t), t.Context(), sdk.String("photos")
	set := func(pairs ...string) error {
		tags := []types.Tag{}
		for i := 0; i < len(pairs); i += 2 {
			tags = append(tags, types.Tag{Key: &pairs[i], Value: &pairs[i+1]})
		}
		_, err := c.PutBucketTagging(ctx, &client.PutBucketTaggingInput{Bucket: bucket, Tagging: &types.Tagging{TagSet: tags}})
		return err
	}
	if err := set("team", "billing & sales", "stage", ""); err != nil {
		t.Fatal(err)
	}
	got, err := c.GetBucketTagging(ctx, &client.GetBucketTaggingInput{Bucket: bucket})
	if err != nil || len(got.TagSet) != 2 || *got.TagSet[0].Value != "billing & sales" || *got.TagSet[1].Key != "stage" || *got.TagSet[1].Value != "" {
		t.Errorf("%+v, %v", got, err)
	}
	for what, pairs := range map[string][]string{
		"twice": {"a", "1", "a", "2"}, "no key": {"", "1"}, "of Amazon's": {"aws:a", "1"},
		"a long key": {strings.Repeat("é", 129), "1"}, "a long value": {"a", strings.Repeat("é", 257)},
	} {
		t.Run(what, func(t *testing.T) { wantCode(t, set(pairs...), "InvalidTag", 400) })
	}
	wantCode(t, set(make([]string, 102)...), "BadRequest", 400)
	if err := set(strings.Repeat("é", 128), strings.Repeat("é", 256)); err != nil {
		t.Errorf("the longest: %v", err)
	}
	if _, err := c.DeleteBucketTagging(ctx, &client.DeleteBucketTaggingInput{Bucket: bucket}); err != nil {
		t.Error(err)
	}
	_, err = c.GetBucketTagging(ctx, &client.GetBucketTaggingInput{Bucket: bucket})
	wantCode(t, err, "NoSuchTagSet", 404)
	_, err = c.PutBucketTagging(ctx, &client.PutBucketTaggingInput{Bucket: sdk.String("none-here"), Tagging: &types.Tagging{TagSet: []types.Tag{}}})
	wantCode(t, err, "NoSuchBucket", 404)
}

func TestPartsCopied(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c, ctx, bucket, key := h.bucket(t), t.Context(), sdk.String("photos"), sdk.String("copy")
	put(t, c, "source", strings.Repeat("s", object.MinPart)+"tail")
	u, err := c.CreateMultipartUpload(ctx, &client.CreateMultipartUploadInput{Bucket: bucket, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	var parts []types.CompletedPart
	for i, r := range []string{"bytes=0-5242879", "bytes=5242880-5242883"} {
		n := int32(i + 1)
		p, err := c.UploadPartCopy(ctx, &client.UploadPartCopyInput{
			Bucket: bucket, Key: key, UploadId: u.UploadId, PartNumber: &n, CopySource: sdk.String("photos/source"), CopySourceRange: sdk.String(r),
		})
		if err != nil {
			t.Fatal(err)
		}
		parts = append(parts, types.CompletedPart{PartNumber: &n, ETag: p.CopyPartResult.ETag})
	}
	_, err = c.UploadPartCopy(ctx, &client.UploadPartCopyInput{
		Bucket: bucket, Key: key, UploadId: u.UploadId, PartNumber: sdk.Int32(3), CopySource: sdk.String("photos/source"), CopySourceRange: sdk.String("bytes=1-99999999"),
	})
	wantCode(t, err, "InvalidArgument", 400)
	complete := &client.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: u.UploadId}
	_, err = c.CompleteMultipartUpload(ctx, complete)
	wantCode(t, err, "MalformedXML", 400)
	complete.MultipartUpload = &types.CompletedMultipartUpload{Parts: []types.CompletedPart{parts[1], parts[0]}}
	_, err = c.CompleteMultipartUpload(ctx, complete)
	wantCode(t, err, "InvalidPartOrder", 400)
	complete.MultipartUpload.Parts = parts
	if _, err = c.CompleteMultipartUpload(ctx, complete); err != nil {
		t.Fatal(err)
	}
	if got := get(t, c, "copy"); len(got) != object.MinPart+4 || !strings.HasSuffix(got, "stail") {
		t.Errorf("%d bytes", len(got))
	}
}

// A client that promises more than it sends leaves nothing.
func TestAnUploadCutOffLeavesNothing(t *testing.T) {
	h := newHouse(t, httptest.NewServer)
	c := h.bucket(t)
	upload, err := client.NewPresignClient(c).PresignPutObject(t.Context(), &client.PutObjectInput{Bucket: sdk.String("photos"), Key: sdk.String("a")})
	if err != nil {
		t.Fatal(err)
	}
	connection := dial(t, h)
	if _, err := io.WriteString(connection, request(h, upload.URL, "Content-Length: 100")+"only this"); err != nil {
		t.Fatal(err)
	}
	if err := connection.CloseWrite(); err != nil {
		t.Fatal(err)
	}
	reply, err := io.ReadAll(connection)
	if err != nil || !strings.Contains(string(reply), "IncompleteBody") {
		t.Errorf("%s, %v", reply, err)
	}
	if left := listed(t, c, &client.ListObjectsV2Input{}); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
}

// A client that waits for permission to send its body hears the refusal at once,
// and one with an empty body gets the permission all the same.
func TestExpectations(t *testing.T) {
	tests := map[string]struct{ key, length, status, body string }{
		"refused before the body": {strings.Repeat("k", object.MaxKey+1), "100", "HTTP/1.1 400 Bad Request", "KeyTooLongError"},
		"empty body":              {"empty", "0", "HTTP/1.1 100 Continue", "HTTP/1.1 200 OK"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			h := newHouse(t, httptest.NewServer)
			upload, err := client.NewPresignClient(h.bucket(t)).PresignPutObject(t.Context(), &client.PutObjectInput{
				Bucket: sdk.String("photos"), Key: sdk.String(test.key),
			})
			if err != nil {
				t.Fatal(err)
			}
			connection := dial(t, h)
			head := request(h, upload.URL, "Content-Length: "+test.length, "Expect: 100-continue", "Connection: close")
			if _, err := io.WriteString(connection, head); err != nil {
				t.Fatal(err)
			}
			lines := bufio.NewReader(connection)
			status, err := lines.ReadString('\n')
			if err != nil || strings.TrimSpace(status) != test.status {
				t.Errorf("first line %q, %v; want %q", status, err, test.status)
			}
			if test.length != "0" {
				// The server waits for the body before it hangs up.
				if err := connection.CloseWrite(); err != nil {
					t.Fatal(err)
				}
			}
			if rest, err := io.ReadAll(lines); err != nil || !strings.Contains(string(rest), test.body) {
				t.Errorf("%s, %v; want %s", rest, err, test.body)
			}
		})
	}
}

func dial(t *testing.T, h *house) *net.TCPConn {
	t.Helper()
	connection, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", h.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	return connection.(*net.TCPConn)
}

// request is the head of a PUT to a presigned URL.
func request(h *house, url string, headers ...string) string {
	path, _ := strings.CutPrefix(url, h.URL)
	return "PUT " + path + " HTTP/1.1\r\nHost: " + h.Listener.Addr().String() + "\r\n" + strings.Join(headers, "\r\n") + "\r\n\r\n"
}
