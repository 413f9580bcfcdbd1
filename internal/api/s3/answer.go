package s3

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// namespace is that of every answer but errors.
const namespace = "http://s3.amazonaws.com/doc/2006-03-01/"

// timeFormat is how S3 writes times in XML.
const timeFormat = "2006-01-02T15:04:05.000Z"

// stamp is a time in XML.
type stamp time.Time

// MarshalText gives the time in UTC with milliseconds.
func (s stamp) MarshalText() ([]byte, error) {
	return []byte(time.Time(s).UTC().Format(timeFormat)), nil
}

// text is a string in XML that may hold any character: control characters, which
// encoding/xml would replace, become references, as Amazon sends them.
type text string

// MarshalXML writes the element.
func (t text) MarshalXML(e *xml.Encoder, start xml.StartElement) error {
	var inner strings.Builder
	for _, r := range string(t) {
		switch {
		case r < ' ' || r == 0xfffe || r == 0xffff:
			fmt.Fprintf(&inner, "&#x%X;", r)
		case strings.ContainsRune(`<>&"'`, r):
			_ = xml.EscapeText(&inner, []byte(string(r))) // a strings.Builder takes everything
		default:
			inner.WriteRune(r)
		}
	}
	return e.EncodeElement(struct {
		Inner string `xml:",innerxml"`
	}{inner.String()}, start)
}

// empty answers with a status and no body.
func (x *exchange) empty(status int) error {
	x.status = status
	x.w.WriteHeader(status)
	return nil
}

// xml answers 200 with a document.
func (x *exchange) xml(document any) error { return x.document(http.StatusOK, document) }

func (x *exchange) document(status int, document any) error {
	body, err := xml.Marshal(document)
	if err != nil {
		return fmt.Errorf("encode the answer: %w", err)
	}
	h := x.w.Header()
	h.Set("Content-Type", "application/xml")
	h.Set("Content-Length", strconv.Itoa(len(xml.Header)+len(body)))
	x.status = status
	x.w.WriteHeader(status)
	_, _ = x.w.Write(append([]byte(xml.Header), body...))
	return nil
}

// errorDocument is the body of an error (S3 API reference, REST error responses).
type errorDocument struct {
	XMLName       xml.Name `xml:"Error"`
	Code          string
	Message       string
	ArgumentName  string `xml:",omitempty"`
	ArgumentValue text   `xml:",omitempty"`
	BucketName    text   `xml:",omitempty"`
	Key           text   `xml:",omitempty"`
	Resource      text
	RequestID     string `xml:"RequestId"`
}

// fail answers with an error. An answer that has begun cannot be called back; the
// server then cuts the connection, because fewer bytes came than were announced.
func (x *exchange) fail(err error) problem {
	p := x.translate(err)
	if x.status != 0 {
		return p
	}
	if p.Code == "SlowDown" {
		x.w.Header().Set("Retry-After", "1")
	}
	if x.r.Method == http.MethodHead || p.Status == http.StatusNotModified {
		_ = x.empty(p.Status)
		return p
	}
	_ = x.document(p.Status, errorDocument{
		Code: p.Code, Message: p.Message, ArgumentName: p.Name, ArgumentValue: text(p.Value),
		BucketName: text(x.bucket), Key: text(x.key), Resource: text(x.r.URL.Path), RequestID: x.requestID,
	})
	return p
}

// read decodes an XML body of at most limit bytes, checked against the digests
// that came with it.
func (x *exchange) read(into any, limit int64) error {
	d, err := x.digests()
	if err != nil {
		return err
	}
	body, err := x.buffer(limit)
	if err != nil {
		return err
	}
	if err := d.verify(body); err != nil {
		return err
	}
	return decode(body, into)
}

// readUnchecked is read where the digests are about something else.
func (x *exchange) readUnchecked(into any, limit int64) error {
	body, err := x.buffer(limit)
	if err != nil {
		return err
	}
	return decode(body, into)
}

func (x *exchange) buffer(limit int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(&x.body, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	if int64(len(body)) > limit {
		return nil, problem{Code: "MaxMessageLengthExceeded", Status: http.StatusBadRequest, Message: "Your request was too large."}
	}
	return body, nil
}

// decode reads a document; no body at all leaves into as it is.
func decode(body []byte, into any) error {
	if len(body) == 0 {
		return nil
	}
	if err := xml.Unmarshal(body, into); err != nil {
		return malformedXML
	}
	return nil
}
