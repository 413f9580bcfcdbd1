package sigv4

import (
	"encoding/base64"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
)

// The documented secret of the S3 API reference, whose two worked examples of
// chunked uploads are checked below.
const documentedSecret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

// documented makes the request of the S3 API reference: 65 KiB of the letter a,
// in two chunks and an empty one.
func documented(t *testing.T, claimed, seed string, chunks [3]string, trailer string, extra map[string]string) *http.Request {
	t.Helper()
	body := "10000;chunk-signature=" + chunks[0] + "\r\n" + strings.Repeat("a", 65536) + "\r\n" +
		"400;chunk-signature=" + chunks[1] + "\r\n" + strings.Repeat("a", 1024) + "\r\n" +
		"0;chunk-signature=" + chunks[2] + "\r\n" + trailer + "\r\n"
	r := newRequest(t, "PUT", "http://s3.amazonaws.com/examplebucket/chunkObject.txt", extra)
	r.Header.Set("Content-Encoding", "aws-chunked")
	r.Header.Set("Content-Length", "66824")
	r.Header.Set("X-Amz-Date", "20130524T000000Z")
	r.Header.Set("X-Amz-Content-Sha256", claimed)
	r.Header.Set("X-Amz-Decoded-Content-Length", "66560")
	r.Header.Set("X-Amz-Storage-Class", "REDUCED_REDUNDANCY")
	names := "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class"
	if extra != nil {
		names = strings.Replace(names, "content-length;", "", 1) + ";x-amz-trailer"
	}
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"+
		"SignedHeaders="+names+",Signature="+seed)
	r.Body = io.NopCloser(strings.NewReader(body))
	return r
}

func readAll(t *testing.T, r *http.Request, secret string, limit int64) (string, error) {
	t.Helper()
	s, err := Parse(r)
	if err != nil {
		t.Fatal(err)
	}
	key := DeriveKey(secret, s.Date, s.Region, s.Service)
	if err := s.Verify(r, key, s.Payload(r)); err != nil {
		t.Fatalf("the seed: %v", err)
	}
	body, length, err := s.Body(r, key, limit)
	if err != nil {
		return "", err
	}
	// One byte at a time, so that every seam lies between two reads once.
	payload, err := io.ReadAll(iotest.OneByteReader(body))
	if err == nil && length != int64(len(payload)) && length != -1 {
		t.Errorf("the length was told as %d, read %d", length, len(payload))
	}
	return string(payload), err
}

var documentedChunks = [3]string{
	"ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
	"0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
	"b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
}

const documentedSeed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"

func TestBodyOfTheDocumentedExample(t *testing.T) {
	r := documented(t, StreamingPayload, documentedSeed, documentedChunks, "", nil)
	payload, err := readAll(t, r, documentedSecret, 1<<20)
	if err != nil || payload != strings.Repeat("a", 66560) {
		t.Errorf("read %d bytes, %v", len(payload), err)
	}
}

func TestBodyOfTheDocumentedTrailerExample(t *testing.T) {
	chunks := [3]string{
		"b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2",
		"1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7",
		"2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992",
	}
	const signature = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"
	for name, trailer := range map[string]string{
		"as SDKs send it":    "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:" + signature + "\r\n",
		"as it is described": "x-amz-checksum-crc32c:sOO8/Q==\n\r\nx-amz-trailer-signature:" + signature + "\r\n",
	} {
		r := documented(t, StreamingPayloadTrailer, "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
			chunks, trailer, map[string]string{"X-Amz-Trailer": "x-amz-checksum-crc32c"})
		payload, err := readAll(t, r, documentedSecret, 1<<20)
		if err != nil || len(payload) != 66560 {
			t.Errorf("%s: read %d bytes, %v", name, len(payload), err)
		}
	}
}

func TestBodyFindsEveryChange(t *testing.T) {
	good := func() *http.Request {
		return documented(t, StreamingPayload, documentedSeed, documentedChunks, "", nil)
	}
	raw, err := io.ReadAll(good().Body)
	if err != nil {
		t.Fatal(err)
	}
	wire := string(raw)
	changes := map[string]string{
		"a byte":                strings.Replace(wire, "aaa", "aba", 1),
		"a byte of the end":     strings.Replace(wire, "aa\r\n0;", "ab\r\n0;", 1),
		"first signature":       strings.Replace(wire, "=ad80", "=ad81", 1),
		"last signature":        strings.Replace(wire, "=b6c6", "=b6c7", 1),
		"no last chunk":         wire[:strings.Index(wire, "0;chunk-signature=b6c6")],
		"cut in a chunk":        wire[:5000],
		"cut in a head":         wire[:30],
		"no chunk signatures":   "2\r\naa\r\n0\r\n\r\n",
		"size not a number":     "zz" + wire,
		"negative size":         "-1" + wire,
		"huge size":             "7fffffffffffffffffff" + wire,
		"head without end":      strings.Repeat("0", 10000),
		"no line end":           strings.Replace(wire, "aa\r\n400", "aaxx400", 1),
		"unannounced trailer":   wire[:len(wire)-2] + "x-amz-meta-a:b\r\n\r\n",
		"nothing":               "",
		"chunks in other order": wire[strings.Index(wire, "400;"):],
	}
	for name, changed := range changes {
		t.Run(name, func(t *testing.T) {
			r := good()
			r.Body = io.NopCloser(strings.NewReader(changed))
			if payload, err := readAll(t, r, documentedSecret, 1<<20); err == nil {
				t.Errorf("read %d bytes without an error", len(payload))
			}
		})
	}
	if _, err := readAll(t, good(), documentedSecret, 66559); reason(err) != Payload {
		t.Errorf("past the limit: %v", err)
	}
}

// unsignedTrailer makes an upload as boto3 and aws-sdk-go-v2 send it over TLS.
func unsignedTrailer(t *testing.T, body, trailer, length string) *http.Request {
	t.Helper()
	header := map[string]string{"X-Amz-Content-Sha256": StreamingUnsignedTrailer, "X-Amz-Trailer": "x-amz-checksum-crc32"}
	if length != "" {
		header["X-Amz-Decoded-Content-Length"] = length
	}
	r := sign(t, newRequest(t, "PUT", "http://host/bucket/key", header), "", StreamingUnsignedTrailer, "s3")
	r.Body = io.NopCloser(strings.NewReader(body + "0\r\n" + trailer + "\r\n"))
	r.ContentLength = -1
	return r
}

func TestBodyWithUnsignedTrailer(t *testing.T) {
	const sum = "x-amz-checksum-crc32:NSRBwg==\r\n" // of abc
	tests := map[string]struct {
		body, trailer, length string
		good                  bool
	}{
		"one chunk":         {"3\r\nabc\r\n", sum, "3", true},
		"three chunks":      {"1\r\na\r\n1\r\nb\r\n1\r\nc\r\n", sum, "3", true},
		"no length":         {"3\r\nabc\r\n", sum, "", true},
		"empty":             {"", "x-amz-checksum-crc32:AAAAAA==\r\n", "0", true},
		"spaces, capitals":  {"3\r\nabc\r\n", "X-Amz-Checksum-Crc32: NSRBwg== \r\n", "3", true},
		"other bytes":       {"3\r\nabd\r\n", sum, "3", false},
		"no trailer":        {"3\r\nabc\r\n", "", "3", false},
		"broken trailer":    {"3\r\nabc\r\n", "x-amz-checksum-crc32:???\r\n", "3", false},
		"short trailer":     {"3\r\nabc\r\n", "x-amz-checksum-crc32:AAAA\r\n", "3", false},
		"too long":          {"3\r\nabc\r\n", sum, "2", false},
		"too short":         {"3\r\nabc\r\n", sum, "4", false},
		"endless trailer":   {"3\r\nabc\r\n", sum + strings.Repeat("a:b\r\n", 100), "3", false},
		"length is no size": {"3\r\nabc\r\n", sum, "many", false},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			payload, err := readAll(t, unsignedTrailer(t, test.body, test.trailer, test.length), secret, 100)
			if good := err == nil; good != test.good {
				t.Errorf("read %q, %v", payload, err)
			}
		})
	}
}

func TestBodyChecksHashAndChecksums(t *testing.T) {
	const body = "123456789" // check values of these nine are published with each algorithm
	tests := map[string]string{
		"x-amz-checksum-crc32": "cbf43926", "x-amz-checksum-crc32c": "e3069283", "x-amz-checksum-crc64nvme": "ae8b14860a799888",
		"x-amz-checksum-sha1":   "f7c3bc1d808e04732adf679965ccc34ca7ae3441",
		"x-amz-checksum-sha256": "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225",
	}
	for name, value := range tests {
		t.Run(name, func(t *testing.T) {
			sum := base64.StdEncoding.EncodeToString(fromHex(t, value))
			put := func(method, body, sum string) error {
				header := map[string]string{name: sum, "X-Amz-Content-Sha256": UnsignedPayload}
				r := sign(t, newRequest(t, method, "http://host/bucket/key", header), body, UnsignedPayload, "s3")
				_, err := readAll(t, r, secret, 100)
				return err
			}
			if err := put("PUT", body, sum); err != nil {
				t.Errorf("the published check value: %v", err)
			}
			if err := put("PUT", body+"0", sum); reason(err) != Payload {
				t.Errorf("another body: %v", err)
			}
			if err := put("PUT", body, "AA=="); reason(err) != Payload {
				t.Errorf("a value of another size: %v", err)
			}
			if err := put("POST", "the list of parts", sum); err != nil {
				t.Errorf("the checksum of a whole object: %v", err)
			}
		})
	}
}

func fromHex(t *testing.T, s string) []byte {
	t.Helper()
	var out []byte
	for i := 0; i < len(s); i += 2 {
		n, err := strconv.ParseUint(s[i:i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, byte(n))
	}
	return out
}

func TestBodyChecksTheSignedHash(t *testing.T) {
	for _, test := range []struct {
		claimed, body string
		want          Reason
	}{
		{hashOf("abc"), "abc", -1},
		{hashOf("abc"), "abd", Payload},
		{"abc", "abc", Malformed},
		{"", "abc", Malformed},
	} {
		header := map[string]string{}
		if test.claimed != "" {
			header["X-Amz-Content-Sha256"] = test.claimed
		}
		r := sign(t, newRequest(t, "PUT", "http://host/bucket/key", header), test.body, test.claimed, "s3")
		s, err := Parse(r)
		if err != nil {
			t.Fatal(err)
		}
		body, _, err := s.Body(r, Key{}, 100)
		if err == nil {
			_, err = io.ReadAll(body)
		}
		if reason(err) != test.want {
			t.Errorf("claimed %q, sent %q: %v", test.claimed, test.body, err)
		}
	}
}

// signedChunks is the coding as a client writes it.
func signedChunks(s *Signature, key Key, parts []string, sum func() hash.Hash) string {
	var wire, whole strings.Builder
	chain := &chain{signature: s, key: key, previous: s.signature}
	next := func(kind, rest string) string {
		chain.holds("", kind, rest)
		return chain.previous
	}
	for _, part := range append(parts, "") {
		whole.WriteString(part)
		fmt.Fprintf(&wire, "%x;chunk-signature=%s\r\n%s", len(part), next("AWS4-HMAC-SHA256-PAYLOAD", emptySHA256+"\n"+hashOf(part)), part)
		if part != "" {
			wire.WriteString("\r\n")
		}
	}
	if sum != nil {
		h := sum()
		h.Write([]byte(whole.String()))
		line := "x-amz-checksum-crc64nvme:" + base64.StdEncoding.EncodeToString(h.Sum(nil))
		fmt.Fprintf(&wire, "%s\r\nx-amz-trailer-signature:%s\r\n", line, next("AWS4-HMAC-SHA256-TRAILER", hashOf(line+"\n")))
	}
	return wire.String() + "\r\n"
}

// No body in chunks panics, and only one that is signed throughout comes to a
// good end.
func FuzzBody(f *testing.F) {
	s := &Signature{Date: "20250203", Region: region, Service: "s3", Time: signedAt, signature: "seed"}
	key := DeriveKey(secret, s.Date, s.Region, s.Service)
	newCRC := func() hash.Hash { return newHash("x-amz-checksum-crc64nvme") }
	parts := []string{"hello ", "world"}
	good := map[string]string{
		StreamingPayload:         signedChunks(s, key, parts, nil),
		StreamingPayloadTrailer:  signedChunks(s, key, parts, newCRC),
		StreamingUnsignedTrailer: "6\r\nhello \r\n5\r\nworld\r\n0\r\nx-amz-checksum-crc64nvme:" + base64.StdEncoding.EncodeToString(sumOf(newCRC(), "hello world")) + "\r\n\r\n",
	}
	for claimed, wire := range good {
		f.Add(claimed, wire)
		f.Add(claimed, wire[:len(wire)/2])
		f.Add(claimed, strings.Replace(wire, "hello", "hallo", 1))
	}
	f.Fuzz(func(t *testing.T, claimed, wire string) {
		r := newRequest(t, "PUT", "http://host/", map[string]string{"X-Amz-Content-Sha256": claimed, "X-Amz-Trailer": "x-amz-checksum-crc64nvme"})
		if claimed == StreamingPayload {
			r.Header.Del("X-Amz-Trailer")
		}
		r.Body = io.NopCloser(strings.NewReader(wire))
		body, _, err := s.Body(r, key, 1000)
		if err != nil {
			return
		}
		payload, err := io.ReadAll(body)
		if wire == good[claimed] && (err != nil || string(payload) != "hello world") {
			t.Errorf("the good body gave %q, %v", payload, err)
		}
		signed := claimed == StreamingPayload || claimed == StreamingPayloadTrailer
		if err == nil && signed && string(payload) != "hello world" {
			t.Errorf("%q was accepted, which nobody signed", payload)
		}
	})
}

func sumOf(h hash.Hash, s string) []byte {
	h.Write([]byte(s))
	return h.Sum(nil)
}
