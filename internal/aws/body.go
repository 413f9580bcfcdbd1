package aws

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// MaxBody bounds a body in bytes, on the wire and after gunzip: 20 MiB, because
// an input of 3 MiB characters can arrive as six-byte escapes.
const MaxBody = 20 << 20

// reserve is how much memory a Content-Length alone may claim.
const reserve = 1 << 20

// ReadBody buffers a body as it was sent, which is what the signature covers.
// The key and the date of the signature should have been checked before. A body
// past MaxBody gives a Fault, RequestEntityTooLargeException with status 413.
func ReadBody(r *http.Request) ([]byte, error) {
	if r.ContentLength > MaxBody {
		return nil, tooLarge()
	}
	var buffer bytes.Buffer
	buffer.Grow(int(min(max(r.ContentLength, 0), reserve)) + bytes.MinRead)
	n, err := buffer.ReadFrom(io.LimitReader(r.Body, MaxBody+1))
	if err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	if n > MaxBody {
		return nil, tooLarge()
	}
	return buffer.Bytes(), nil
}

// PlainBody undoes the content encoding of a buffered body: none or gzip. What
// unpacks to more than MaxBody gives the same Fault as in ReadBody, anything that
// cannot be unpacked a SerializationException.
func PlainBody(r *http.Request, body []byte) ([]byte, error) {
	switch encoding := r.Header.Get("Content-Encoding"); strings.ToLower(strings.TrimSpace(encoding)) {
	case "", "identity":
		return body, nil
	case "gzip":
		return gunzip(body)
	default:
		return nil, UnsupportedMediaType("The content encoding is not supported; use gzip or none.")
	}
}

func gunzip(body []byte) ([]byte, error) {
	unzipped, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, Serialization("The body is not valid gzip")
	}
	plain, err := io.ReadAll(io.LimitReader(unzipped, MaxBody+1))
	if errors.Is(err, io.ErrUnexpectedEOF) || err != nil {
		return nil, Serialization("The body is not valid gzip")
	}
	if len(plain) > MaxBody {
		return nil, tooLarge()
	}
	return plain, nil
}

// tooLarge has the code and the sentence of AWS services that tell of it.
func tooLarge() *Fault {
	return &Fault{
		Code: "RequestEntityTooLargeException", Status: http.StatusRequestEntityTooLarge,
		Message: fmt.Sprintf("Request must be smaller than %d bytes", MaxBody),
	}
}
