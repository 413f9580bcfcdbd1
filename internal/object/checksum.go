package object

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"fmt"
	"hash"
	"hash/crc32"
	"hash/crc64"
)

// Checksum is a digest that the writer chose, beside the ETag (S3 User Guide,
// checking object integrity). The zero value means none.
type Checksum struct {
	// Algorithm is S3's name: CRC32, CRC32C, CRC64NVME, SHA1, SHA256, SHA512 or MD5.
	Algorithm string
	// Value is in base64, most significant byte first; a composite one ends with
	// "-" and the number of parts. Empty in a request means "compute it".
	Value string
	// Type is FullObject or Composite.
	Type string
}

// The types of checksums: over all bytes, or over the checksums of the parts.
const (
	FullObject = "FULL_OBJECT"
	Composite  = "COMPOSITE"
)

// nvme is the CRC-64 of the NVM Express specification, bits reflected.
var nvme = crc64.MakeTable(0x9a6c9329ac4bc9b5)

// algorithms are S3's names with their functions. The XXHASH family is missing:
// no SDK uses it unasked.
var algorithms = map[string]func() hash.Hash{
	"CRC32":     func() hash.Hash { return crc32.NewIEEE() },
	"CRC32C":    func() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) },
	"CRC64NVME": func() hash.Hash { return crc64.New(nvme) },
	"SHA1":      sha1.New,
	"SHA256":    sha256.New,
	"SHA512":    sha512.New,
	"MD5":       md5.New,
}

// KnownChecksum reports whether checksums of this algorithm can be computed.
func KnownChecksum(algorithm string) bool {
	_, ok := algorithms[algorithm]
	return ok
}

// ValidChecksum reports whether value has the form and length of a checksum of
// this algorithm.
func ValidChecksum(algorithm, value string) bool {
	raw, err := base64.StdEncoding.DecodeString(value)
	return err == nil && KnownChecksum(algorithm) && len(raw) == algorithms[algorithm]().Size()
}

// newHash gives the function of a checksum, nil for none.
func (c Checksum) newHash() hash.Hash {
	if create, ok := algorithms[c.Algorithm]; ok {
		return create()
	}
	return nil
}

// Verify compares bytes with the checksum, if it has a value; ErrBadDigest.
func (c Checksum) Verify(body []byte) error {
	h := c.newHash()
	if h != nil {
		h.Write(body)
	}
	_, err := c.settle(h)
	return err
}

// settle compares what was computed with what was announced, and gives the
// checksum to keep; ErrBadDigest.
func (c Checksum) settle(h hash.Hash) (Checksum, error) {
	if h == nil {
		return Checksum{}, nil
	}
	value := base64.StdEncoding.EncodeToString(h.Sum(nil))
	if c.Value != "" && c.Value != value {
		return Checksum{}, ErrBadDigest
	}
	return Checksum{Algorithm: c.Algorithm, Value: value, Type: FullObject}, nil
}

// compose gives the checksum of the checksums of parts.
func compose(algorithm string, parts []Part) (Checksum, error) {
	h := Checksum{Algorithm: algorithm}.newHash()
	for _, p := range parts {
		raw, err := base64.StdEncoding.DecodeString(p.Checksum.Value)
		if err != nil {
			return Checksum{}, fmt.Errorf("decode a part's checksum: %w", err)
		}
		h.Write(raw)
	}
	value := fmt.Sprintf("%s-%d", base64.StdEncoding.EncodeToString(h.Sum(nil)), len(parts))
	return Checksum{Algorithm: algorithm, Value: value, Type: Composite}, nil
}
