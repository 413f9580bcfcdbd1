package s3

import (
	"net/http"
	"strconv"

	"foureyes/internal/object"
)

func putObject(x *exchange) error {
	c, err := x.content()
	if err != nil {
		return err
	}
	c.Attributes = x.attributes()
	if c.Conditions, err = writeConditions(x.r.Header); err != nil {
		return err
	}
	e, err := x.objects.Put(x.r.Context(), x.call.Account, x.bucket, x.key, c)
	if err != nil {
		return err
	}
	x.w.Header().Set("Etag", quoted(e.ETag))
	tellChecksum(x.w.Header(), e.Checksum)
	return x.empty(http.StatusOK)
}

// content reads what an upload says about its bytes.
func (x *exchange) content() (object.Content, error) {
	if err := checkFeatures(x.r.Header); err != nil {
		return object.Content{}, err
	}
	d, err := x.digests()
	if err != nil {
		return object.Content{}, err
	}
	if err := d.valid(); err != nil {
		return object.Content{}, err
	}
	size, err := x.size()
	return object.Content{
		Body: &x.body, Size: size, MD5: d.md5, Checksum: d.checksum, CreatedBy: x.call.Principal,
	}, err
}

// size is how many bytes were announced, or -1. For chunked bodies the length of
// the content stands in a header of its own.
func (x *exchange) size() (int64, error) {
	decoded := x.r.Header.Get("X-Amz-Decoded-Content-Length")
	if decoded == "" {
		return x.r.ContentLength, nil
	}
	n, err := strconv.ParseInt(decoded, 10, 64)
	if err != nil || n < 0 {
		return 0, invalidArgument("x-amz-decoded-content-length", decoded, "The decoded content length is not a number.")
	}
	return n, nil
}
