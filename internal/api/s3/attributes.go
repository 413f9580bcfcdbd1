package s3

import (
	"net/http"
	"strings"

	"foureyes/internal/object"
)

// usualType is the content type of objects that were given none.
const usualType = "binary/octet-stream"

// metadataPrefix begins the headers of user metadata.
const metadataPrefix = "X-Amz-Meta-"

// attributes reads what a writer says about the content.
func (x *exchange) attributes() object.Attributes {
	h := x.r.Header
	a := object.Attributes{
		ContentType:        h.Get("Content-Type"),
		ContentEncoding:    withoutChunked(h.Values("Content-Encoding")),
		ContentDisposition: h.Get("Content-Disposition"),
		ContentLanguage:    h.Get("Content-Language"),
		CacheControl:       h.Get("Cache-Control"),
		Expires:            h.Get("Expires"),
		Metadata:           x.metadata(),
	}
	if a.ContentType == "" {
		a.ContentType = usualType
	}
	return a
}

// metadata reads user metadata from the headers and, for presigned URLs, from the
// query, where some SDKs put it.
func (x *exchange) metadata() map[string]string {
	found := map[string]string{}
	for _, source := range []map[string][]string{x.query, x.r.Header} {
		for name, values := range source {
			if short, ok := strings.CutPrefix(http.CanonicalHeaderKey(name), metadataPrefix); ok && short != "" {
				found[strings.ToLower(short)] = strings.Join(values, ",")
			}
		}
	}
	return found
}

// withoutChunked removes aws-chunked, which is about the way here and not about
// the content.
func withoutChunked(encodings []string) string {
	var kept []string
	for encoding := range strings.SplitSeq(strings.Join(encodings, ","), ",") {
		encoding = strings.TrimSpace(encoding)
		if encoding != "" && !strings.EqualFold(encoding, "aws-chunked") {
			kept = append(kept, encoding)
		}
	}
	return strings.Join(kept, ",")
}

// overrides are the query parameters by which a reader changes what an answer
// says about the content (S3 API, GetObject).
var overrides = map[string]string{
	"response-content-type":        "Content-Type",
	"response-content-encoding":    "Content-Encoding",
	"response-content-disposition": "Content-Disposition",
	"response-content-language":    "Content-Language",
	"response-cache-control":       "Cache-Control",
	"response-expires":             "Expires",
}

// describe sets the headers of an object.
func (x *exchange) describe(e object.Entry) {
	h := x.w.Header()
	for name, value := range map[string]string{
		"Content-Type": e.ContentType, "Content-Encoding": e.ContentEncoding,
		"Content-Disposition": e.ContentDisposition, "Content-Language": e.ContentLanguage,
		"Cache-Control": e.CacheControl, "Expires": e.Expires,
	} {
		if value != "" {
			h.Set(name, value)
		}
	}
	for name, value := range e.Metadata {
		// Lower case, as Amazon sends it: clients show the name as it comes.
		h[strings.ToLower(metadataPrefix)+name] = []string{value}
	}
	for name, header := range overrides {
		if value := x.query.Get(name); value != "" {
			h.Set(header, value)
		}
	}
	h.Set("Accept-Ranges", "bytes")
	h.Set("Etag", quoted(e.ETag))
	h.Set("Last-Modified", e.ModifiedAt.UTC().Format(http.TimeFormat))
}

// checkFeatures refuses what would have to change how an object is kept. Silence
// would be a promise.
func checkFeatures(h http.Header) error {
	if err := checkACL(h); err != nil {
		return err
	}
	for _, kept := range []struct{ header, what string }{
		{"X-Amz-Server-Side-Encryption-Customer-Algorithm", "Encryption with customer-provided keys"},
		{"X-Amz-Tagging", "Object tagging"},
		{"X-Amz-Website-Redirect-Location", "Website redirection"},
		{"X-Amz-Object-Lock-Mode", "Object lock"},
		{"X-Amz-Object-Lock-Legal-Hold", "Object lock"},
		{"X-Amz-Write-Offset-Bytes", "Appending to objects"},
	} {
		if h.Get(kept.header) != "" {
			return notImplemented(kept.what)
		}
	}
	return nil
}
