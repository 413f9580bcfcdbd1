package s3

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"foureyes/internal/object"
)

func getObject(x *exchange) error {
	o, err := x.objects.OpenObject(x.r.Context(), x.call.Account, x.bucket, x.key)
	if err != nil {
		return err
	}
	defer func() { _ = o.Close() }()
	s, err := x.prepare(o.Entry)
	if err != nil {
		return err
	}
	if _, err := o.Seek(s.first, io.SeekStart); err != nil {
		return fmt.Errorf("seek in an object: %w", err)
	}
	_ = x.empty(s.status)
	if _, err := io.CopyN(x.w, o, s.length); err != nil {
		return fmt.Errorf("send an object: %w", err)
	}
	return nil
}

func headObject(x *exchange) error {
	e, err := x.objects.Head(x.r.Context(), x.call.Account, x.bucket, x.key)
	if err != nil {
		return err
	}
	s, err := x.prepare(e)
	if err != nil {
		return err
	}
	return x.empty(s.status)
}

// prepare checks the conditions, decides which bytes go out and sets the headers.
func (x *exchange) prepare(e object.Entry) (span, error) {
	h := x.w.Header()
	if err := conditions(x.r.Header, "").Read(e); err != nil {
		h.Set("Etag", quoted(e.ETag))
		h.Set("Last-Modified", e.ModifiedAt.UTC().Format(http.TimeFormat))
		return span{}, err
	}
	s, err := x.span(e)
	if err != nil {
		return span{}, err
	}
	x.describe(e)
	h.Set("Content-Length", strconv.FormatInt(s.length, 10))
	if s.status == http.StatusPartialContent {
		h.Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", s.first, s.first+s.length-1, e.Size))
	}
	if s.parts > 0 {
		h.Set("X-Amz-Mp-Parts-Count", strconv.Itoa(s.parts))
	}
	// A checksum of the whole would not fit a part of it.
	if s.status == http.StatusOK && strings.EqualFold(x.r.Header.Get("X-Amz-Checksum-Mode"), "ENABLED") {
		tellChecksum(h, e.Checksum)
	}
	return s, nil
}

// span is the bytes that go out.
type span struct {
	first, length int64
	status        int
	parts         int // of a multipart object, when one was asked for by number
}

func (x *exchange) span(e object.Entry) (span, error) {
	number := x.query.Get("partNumber")
	asked := x.r.Header.Get("Range")
	if number != "" && asked != "" {
		return span{}, invalidRequest("Cannot specify both Range header and partNumber query parameter")
	}
	if number != "" {
		return partSpan(number, e)
	}
	// If-Range asks for everything unless the object is still the one meant.
	if known := x.r.Header.Get("If-Range"); known != "" && known != quoted(e.ETag) {
		asked = ""
	}
	return rangeSpan(asked, e.Size)
}

// partSpan finds the bytes of one part. An object that was not uploaded in parts
// has one.
func partSpan(number string, e object.Entry) (span, error) {
	sizes := e.PartSizes
	if len(sizes) == 0 {
		sizes = []int64{e.Size}
	}
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > object.MaxPart {
		return span{}, object.ErrPartNumber
	}
	if n > len(sizes) {
		return span{}, problem{
			Code: "InvalidPartNumber", Status: http.StatusRequestedRangeNotSatisfiable,
			Message: "The requested partnumber is not satisfiable",
		}
	}
	s := span{length: sizes[n-1], status: http.StatusPartialContent, parts: len(e.PartSizes)}
	for _, size := range sizes[:n-1] {
		s.first += size
	}
	if s.length == 0 {
		s.status = http.StatusOK // Content-Range cannot say "no bytes"
	}
	return s, nil
}

// rangeSpan reads a Range header (RFC 9110, 14.2). Like S3 it serves one range;
// several, other units and what cannot be read give the whole object.
func rangeSpan(header string, size int64) (span, error) {
	whole := span{length: size, status: http.StatusOK}
	set, ok := strings.CutPrefix(header, "bytes=")
	from, to, dash := strings.Cut(strings.TrimSpace(set), "-")
	if !ok || !dash || strings.Contains(set, ",") {
		return whole, nil
	}
	first, errFirst := strconv.ParseInt(from, 10, 64)
	last, errLast := strconv.ParseInt(to, 10, 64)
	switch {
	case from == "" && errLast == nil: // the last so many bytes
		first, last = max(0, size-last), size-1
	case errFirst == nil && to == "":
		last = size - 1
	case errFirst != nil || errLast != nil || first < 0 || last < first:
		return whole, nil
	}
	last = min(last, size-1)
	if first > last {
		return span{}, invalidRange
	}
	return span{first: first, length: last - first + 1, status: http.StatusPartialContent}, nil
}
