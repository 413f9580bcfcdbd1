package sigv4

import (
	"bufio"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"net/http"
	"strconv"
	"strings"
)

const (
	emptySHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	// maxLine bounds a chunk's head and a trailer line in bytes.
	maxLine = 4096
	// maxTrailers bounds how many trailer lines may follow the last chunk.
	maxTrailers = 16
)

// chunks reads a body in aws-chunked coding: each chunk has a line with its
// size in hexadecimal and, if signed, its signature, which covers the one before.
// The bytes of a chunk are passed on before its end is seen, so no chunk is too
// large; a bad signature then shows as an error at the chunk's end.
type chunks struct {
	from     *bufio.Reader
	chain    *chain // nil when chunks are not signed
	trailers bool   // whether headers may follow the last chunk
	sums     []*checksum
	left     int64 // bytes left in the chunk being read
	started  bool
	err      error
}

func newChunks(s *Signature, r *http.Request, key Key, claimed string, sums []*checksum) *chunks {
	c := &chunks{from: bufio.NewReaderSize(r.Body, maxLine), trailers: claimed != StreamingPayload, sums: sums}
	if claimed != StreamingUnsignedTrailer {
		c.chain = &chain{signature: s, key: key, previous: s.signature, hash: sha256.New()}
	}
	return c
}

// Read reads the payload.
func (c *chunks) Read(p []byte) (int, error) {
	for c.err == nil && c.left == 0 {
		c.err = c.nextChunk()
	}
	if c.err != nil || len(p) == 0 {
		return 0, c.err
	}
	n, err := c.from.Read(p[:min(int64(len(p)), c.left)])
	c.left -= int64(n)
	if c.chain != nil {
		c.chain.hash.Write(p[:n])
	}
	if errors.Is(err, io.EOF) {
		err = c.broken()
	}
	c.err = err
	return n, err
}

// nextChunk ends the chunk before and reads the head of the next; after the
// last it reads the trailer and returns io.EOF.
func (c *chunks) nextChunk() error {
	if c.started {
		if err := c.endChunk(); err != nil {
			return err
		}
	}
	c.started = true
	line, err := c.line()
	if err != nil {
		return err
	}
	size, extension, _ := strings.Cut(line, ";")
	left, err := strconv.ParseUint(size, 16, 62)
	if err != nil {
		return c.broken()
	}
	c.left = int64(left)
	if c.chain != nil {
		signature, ok := strings.CutPrefix(extension, "chunk-signature=")
		if !ok {
			return c.broken()
		}
		c.chain.claimed = signature
	}
	if left == 0 {
		return c.end()
	}
	return nil
}

// endChunk checks the line end and the signature of a chunk that was read.
func (c *chunks) endChunk() error {
	if line, err := c.line(); err != nil || line != "" {
		return c.broken()
	}
	if c.chain != nil && !c.chain.chunkHolds() {
		return mismatch()
	}
	return nil
}

// end checks the last, empty chunk and what follows it.
func (c *chunks) end() error {
	if c.chain != nil && !c.chain.chunkHolds() {
		return mismatch()
	}
	if err := c.readTrailers(); err != nil {
		return err
	}
	return io.EOF
}

// readTrailers reads header lines up to the end of the body, gives the checksums
// their values and checks the signature of the lines. Where clients put empty
// lines differs; they mean nothing.
func (c *chunks) readTrailers() error {
	var signed strings.Builder
	var signature string
	for range maxTrailers {
		line, err := c.line()
		if errors.Is(err, errEnd) {
			return c.checkTrailers(signed.String(), signature)
		}
		if err == nil && line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if err != nil || !ok || !c.trailers {
			return c.broken()
		}
		name, value = strings.ToLower(strings.TrimSpace(name)), strings.TrimSpace(value)
		if name == "x-amz-trailer-signature" {
			signature = value
			continue
		}
		signed.WriteString(name + ":" + value + "\n")
		if err := c.tell(name, value); err != nil {
			return err
		}
	}
	return c.broken()
}

// tell gives a checksum the value that the trailer has for it.
func (c *chunks) tell(name, value string) error {
	for _, sum := range c.sums {
		if sum.name == name {
			want, err := decodeChecksum(name, value, sum.hash)
			if err != nil {
				return err
			}
			sum.want = want
		}
	}
	return nil
}

func (c *chunks) checkTrailers(signed, signature string) error {
	if c.chain != nil && c.trailers && !c.chain.trailerHolds(signed, signature) {
		return mismatch()
	}
	return nil
}

// errEnd is the end of the body where a line could have been.
var errEnd = errors.New("the body has ended")

// line reads a line without its end, which is CR LF; some clients send LF after
// trailer lines.
func (c *chunks) line() (string, error) {
	line, err := c.from.ReadSlice('\n')
	switch {
	case errors.Is(err, io.EOF) && len(line) == 0:
		return "", errEnd
	case errors.Is(err, io.EOF), errors.Is(err, bufio.ErrBufferFull):
		return "", c.broken()
	case err != nil:
		return "", err
	}
	return strings.TrimSuffix(string(line[:len(line)-1]), "\r"), nil
}

func (c *chunks) broken() error {
	return &Error{Payload, "The body does not follow the aws-chunked coding."}
}

// chain is the row of signatures: each chunk's covers the one before, the first
// one that of the request.
type chain struct {
	signature *Signature
	key       Key
	previous  string
	claimed   string
	hash      hash.Hash // of the chunk being read
}

// chunkHolds checks the claimed signature of the chunk that was read.
func (c *chain) chunkHolds() bool {
	hash := hex.EncodeToString(c.hash.Sum(nil))
	c.hash.Reset()
	return c.holds(c.claimed, "AWS4-HMAC-SHA256-PAYLOAD", emptySHA256+"\n"+hash)
}

// trailerHolds checks the signature over the trailer's lines.
func (c *chain) trailerHolds(lines, claimed string) bool {
	hash := sha256.Sum256([]byte(lines))
	return c.holds(claimed, "AWS4-HMAC-SHA256-TRAILER", hex.EncodeToString(hash[:]))
}

func (c *chain) holds(claimed, kind, rest string) bool {
	s := c.signature
	want := sum(c.key[:], strings.Join([]string{kind, s.Time.Format(timeLayout), s.scope(), c.previous, rest}, "\n"))
	c.previous = hex.EncodeToString(want[:])
	return subtle.ConstantTimeCompare([]byte(c.previous), []byte(claimed)) == 1
}
