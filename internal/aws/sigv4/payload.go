package sigv4

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/http"
	"strconv"
)

// What x-amz-content-sha256 may say instead of a hash.
const (
	// UnsignedPayload leaves the body out of the signature.
	UnsignedPayload = "UNSIGNED-PAYLOAD"
	// StreamingPayload signs each chunk of the body.
	StreamingPayload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
	// StreamingPayloadTrailer signs each chunk, and headers that follow them.
	StreamingPayloadTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
	// StreamingUnsignedTrailer signs neither, but a checksum follows the chunks.
	StreamingUnsignedTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
)

const contentSHA256 = "X-Amz-Content-Sha256"

// Payload gives the hash that was signed, or one of the words above. It is empty
// when the request does not say; then the hash of the body is what was signed.
// A presigned S3 URL that does not say leaves the body unsigned.
func (s *Signature) Payload(r *http.Request) string {
	if s.Presigned && s.query.Has(contentSHA256) {
		return s.query.Get(contentSHA256)
	}
	if claimed := r.Header.Get(contentSHA256); claimed != "" {
		return claimed
	}
	if s.Presigned && s.Service == serviceS3 {
		return UnsignedPayload
	}
	return ""
}

// Body gives the payload of a request whose signature was verified: aws-chunked
// coding undone, and checked while it is read against everything the request
// promises (hash, chunk signatures, lengths, checksums in headers and trailers).
// A payload that breaks a promise, or is longer than limit bytes, ends in an
// *Error instead of io.EOF, so whoever stores it must wait for io.EOF. The
// length is that of the payload in bytes, -1 when the request does not say.
func (s *Signature) Body(r *http.Request, key Key, limit int64) (body io.Reader, length int64, err error) {
	length = r.ContentLength
	claimed := s.Payload(r)
	sums, err := expectedChecksums(r)
	if err != nil {
		return nil, 0, err
	}
	switch claimed {
	case StreamingPayload, StreamingPayloadTrailer, StreamingUnsignedTrailer:
		if length, err = decodedLength(r.Header); err != nil {
			return nil, 0, err
		}
		body = newChunks(s, r, key, claimed, sums)
	case UnsignedPayload:
		body = r.Body
	case "":
		return nil, 0, malformed("Missing required header for this request: x-amz-content-sha256")
	default:
		hash, err := hex.DecodeString(claimed)
		if err != nil || len(hash) != sha256.Size {
			return nil, 0, malformed("x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a streaming type, or a valid sha256 value.")
		}
		sums = append(sums, &checksum{name: "x-amz-content-sha256", hash: sha256.New(), want: hash})
		body = r.Body
	}
	if length > limit {
		return nil, 0, &Error{Payload, "The payload is larger than " + strconv.FormatInt(limit, 10) + " bytes."}
	}
	return &checked{from: body, sums: sums, limit: limit, length: length}, length, nil
}

// decodedLength reads the length of the payload without its chunk coding.
func decodedLength(h http.Header) (int64, error) {
	text := h.Get("X-Amz-Decoded-Content-Length")
	if text == "" {
		return -1, nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 {
		return 0, malformed("x-amz-decoded-content-length must be a number of bytes.")
	}
	return n, nil
}

// checksum is one promise about the bytes of a payload.
type checksum struct {
	name string
	hash hash.Hash
	want []byte // nil until a trailer tells
}

// checked reads a payload and keeps its promises in sight.
type checked struct {
	from   io.Reader
	sums   []*checksum
	read   int64
	limit  int64
	length int64 // -1 when not promised
	err    error
}

// Read reads on; the last byte is followed by io.EOF only if all promises hold.
func (c *checked) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.from.Read(p)
	c.read += int64(n)
	for _, sum := range c.sums {
		sum.hash.Write(p[:n])
	}
	switch {
	case c.read > c.limit, c.length >= 0 && c.read > c.length:
		err = &Error{Payload, "The payload is longer than it may be."}
	case errors.Is(err, io.EOF):
		err = c.verdict()
	}
	c.err = err
	return n, err
}

// verdict is io.EOF when every promise was kept.
func (c *checked) verdict() error {
	if c.length >= 0 && c.read != c.length {
		return &Error{Payload, "You did not provide the number of bytes specified by the Content-Length HTTP header."}
	}
	for _, sum := range c.sums {
		if string(sum.hash.Sum(nil)) != string(sum.want) {
			return &Error{Payload, "The value specified in the " + sum.name + " header did not match the computed checksum."}
		}
	}
	return io.EOF
}
