package s3

import (
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"net/http"
	"strings"

	"foureyes/internal/object"
)

// digests is what a client says about the bytes it sends.
type digests struct {
	md5      []byte
	checksum object.Checksum
}

// digests reads Content-MD5 and the x-amz-checksum headers. A checksum that
// comes behind the body is checked by whoever reads the trailer; here it names
// the algorithm to keep one by.
func (x *exchange) digests() (digests, error) {
	var d digests
	if value, ok := x.r.Header["Content-Md5"]; ok {
		sum, err := base64.StdEncoding.DecodeString(value[0])
		if err != nil || len(sum) != md5.Size {
			return digests{}, invalidDigest
		}
		d.md5 = sum
	}
	var err error
	d.checksum, err = checksum(x.r.Header)
	return d, err
}

// checksumPrefix begins the headers that carry a checksum.
const checksumPrefix = "X-Amz-Checksum-"

func checksum(h http.Header) (object.Checksum, error) {
	var found object.Checksum
	for name, values := range h {
		algorithm, ok := strings.CutPrefix(name, checksumPrefix)
		algorithm = strings.ToUpper(algorithm)
		switch {
		case !ok || algorithm == "MODE" || algorithm == "TYPE" || algorithm == "ALGORITHM":
			continue
		case found.Algorithm != "":
			return object.Checksum{}, invalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum types are not allowed.")
		case !object.KnownChecksum(algorithm):
			return object.Checksum{}, notImplemented("The checksum algorithm " + algorithm)
		}
		found = object.Checksum{Algorithm: algorithm, Value: values[0]}
	}
	if found.Algorithm == "" {
		found.Algorithm = announced(h)
	}
	return found, nil
}

// announced is the algorithm of a checksum that is to come, or was asked for.
func announced(h http.Header) string {
	trailer, ok := strings.CutPrefix(strings.ToLower(h.Get("X-Amz-Trailer")), strings.ToLower(checksumPrefix))
	if algorithm := strings.ToUpper(trailer); ok && object.KnownChecksum(algorithm) {
		return algorithm
	}
	if algorithm := strings.ToUpper(h.Get("X-Amz-Sdk-Checksum-Algorithm")); object.KnownChecksum(algorithm) {
		return algorithm
	}
	return ""
}

// valid refuses values that can be no digest of their kind.
func (d digests) valid() error {
	if c := d.checksum; c.Value != "" && !object.ValidChecksum(c.Algorithm, c.Value) {
		return invalidRequest("Value for x-amz-checksum-%s header is invalid.", strings.ToLower(c.Algorithm))
	}
	return nil
}

// verify checks a body that is in memory.
func (d digests) verify(body []byte) error {
	if err := d.valid(); err != nil {
		return err
	}
	if sum := md5.Sum(body); d.md5 != nil && !bytes.Equal(d.md5, sum[:]) {
		return object.ErrBadDigest
	}
	return d.checksum.Verify(body)
}

// tellChecksum sends the checksum of an object.
func tellChecksum(h http.Header, c object.Checksum) {
	if c.Algorithm == "" || c.Value == "" {
		return
	}
	h.Set(checksumPrefix+c.Algorithm, c.Value)
	h.Set("X-Amz-Checksum-Type", c.Type)
}
