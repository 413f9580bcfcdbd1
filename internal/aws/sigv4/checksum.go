package sigv4

import (
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"hash/crc32"
	"hash/crc64"
	"net/http"
	"strings"
)

const checksumPrefix = "x-amz-checksum-"

// nvme is the polynomial of CRC-64/NVME, bits reversed.
var nvme = crc64.MakeTable(0x9a6c9329ac4bc9b5)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// newHash makes the hash of a checksum header; nil for a name that is none.
func newHash(header string) hash.Hash {
	switch header {
	case checksumPrefix + "crc32":
		return crc32.NewIEEE()
	case checksumPrefix + "crc32c":
		return crc32.New(castagnoli)
	case checksumPrefix + "crc64nvme":
		return crc64.New(nvme)
	case checksumPrefix + "sha1":
		return sha1.New()
	case checksumPrefix + "sha256":
		return sha256.New()
	}
	return nil
}

// expectedChecksums collects the checksums that a request promises, with their
// values if they stand in headers, without if they will stand in the trailer.
// Only a PUT carries what its checksum header is about: the POST that completes
// a multipart upload names the checksum of the whole object.
func expectedChecksums(r *http.Request) ([]*checksum, error) {
	var sums []*checksum
	for name, values := range r.Header {
		name = strings.ToLower(name)
		hash := newHash(name)
		if hash == nil || r.Method != http.MethodPut {
			continue
		}
		want, err := decodeChecksum(name, values[0], hash)
		if err != nil {
			return nil, err
		}
		sums = append(sums, &checksum{name, hash, want})
	}
	for name := range strings.SplitSeq(r.Header.Get("X-Amz-Trailer"), ",") {
		name = strings.ToLower(strings.TrimSpace(name))
		if hash := newHash(name); hash != nil {
			sums = append(sums, &checksum{name: name, hash: hash})
		}
	}
	return sums, nil
}

func decodeChecksum(name, value string, hash hash.Hash) ([]byte, error) {
	want, err := base64.StdEncoding.DecodeString(value)
	if err != nil || len(want) != hash.Size() {
		return nil, &Error{Payload, "Value for " + name + " header is invalid."}
	}
	return want, nil
}
