package s3

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"foureyes/internal/object"
)

// number reads a number from the query; values above most count as most.
func (x *exchange) number(name string, usual, least, most int) (int, error) {
	value := x.query.Get(name)
	if value == "" {
		return usual, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < least {
		return 0, invalidArgument(name, value, "Provided "+name+" not an integer or within integer range")
	}
	return min(n, most), nil
}

// urlEncoding reports whether keys in a list are to be percent-encoded.
func (x *exchange) urlEncoding() (bool, error) {
	switch kind := x.query.Get("encoding-type"); kind {
	case "":
		return false, nil
	case "url":
		return true, nil
	default:
		return false, invalidArgument("encoding-type", kind, "Invalid Encoding Method specified in Request")
	}
}

const unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~/"

// encoder gives the function that a list's keys go through. A space becomes %20,
// which decoders of both kinds, with and without "+", understand.
func encoder(encode bool) func(string) text {
	if !encode {
		return func(s string) text { return text(s) }
	}
	return func(s string) text {
		var out strings.Builder
		for _, b := range []byte(s) {
			if strings.IndexByte(unreserved, b) >= 0 {
				out.WriteByte(b)
				continue
			}
			out.WriteByte('%')
			out.WriteByte("0123456789ABCDEF"[b>>4])
			out.WriteByte("0123456789ABCDEF"[b&15])
		}
		return text(out.String())
	}
}

// conditions reads the conditional headers that begin with prefix: none for the
// object itself, x-amz-copy-source- for the source of a copy. Dates that cannot
// be read are no condition (RFC 9110, 13.1.3).
func conditions(h http.Header, prefix string) object.Conditions {
	date := func(name string) time.Time {
		t, err := http.ParseTime(h.Get(prefix + name))
		if err != nil {
			return time.Time{}
		}
		return t
	}
	return object.Conditions{
		IfMatch:           h.Get(prefix + "If-Match"),
		IfNoneMatch:       h.Get(prefix + "If-None-Match"),
		IfModifiedSince:   date("If-Modified-Since"),
		IfUnmodifiedSince: date("If-Unmodified-Since"),
	}
}

// writeConditions are those that S3 knows for writes.
func writeConditions(h http.Header) (object.Conditions, error) {
	c := conditions(h, "")
	if c.IfNoneMatch != "" && c.IfNoneMatch != "*" {
		return object.Conditions{}, notImplemented("If-None-Match with anything but * on a write")
	}
	return object.Conditions{IfMatch: c.IfMatch, IfNoneMatch: c.IfNoneMatch}, nil
}

func quoted(etag string) string { return `"` + etag + `"` }
