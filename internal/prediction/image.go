package prediction

import (
	"bytes"
	"context"
	"slices"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

// Format is a format of images and documents.
type Format struct {
	// Extension ends the names of files of the format.
	Extension string
	// ContentType is its media type.
	ContentType string
	// Signatures are what its files begin with, one of them.
	Signatures []string
}

// The formats (Textract Developer Guide, quotas; Rekognition Developer Guide, image
// specifications).
var (
	JPEG = Format{"jpg", "image/jpeg", []string{"\xff\xd8\xff"}}
	PNG  = Format{"png", "image/png", []string{"\x89PNG\r\n\x1a\n"}}
	PDF  = Format{"pdf", "application/pdf", []string{"%PDF-"}}
	TIFF = Format{"tiff", "image/tiff", []string{"II*\x00", "MM\x00*"}}
)

// begins reports whether a file of the format can begin so.
func (f Format) begins(body []byte) bool {
	return slices.ContainsFunc(f.Signatures, func(s string) bool { return bytes.HasPrefix(body, []byte(s)) })
}

// format tells what a file is, by how it begins.
func (o Operation) format(body []byte) (Format, error) {
	for _, f := range o.Formats {
		if f.begins(body) {
			return f, nil
		}
	}
	if o.noun == "image" {
		return Format{}, fault.New(fault.Invalid, Kind, "Request has invalid image format: an image is a JPEG or a PNG.")
	}
	return Format{}, fault.New(fault.Invalid, Kind, "Request has unsupported document format: a document is a JPEG, a PNG, a TIFF or a PDF.")
}

// check refuses an image of which it cannot be said where it is.
func (o Operation) check(i Image) error {
	located := i.Bucket != "" || i.Name != "" || i.Version != ""
	switch {
	case i.Bytes == nil && !located:
		return fault.New(fault.Invalid, Parameter, "Request has invalid parameters: it needs the %s, as Bytes or as S3Object.", o.noun)
	case i.Bytes != nil && located:
		return fault.New(fault.Invalid, Parameter, "Request has invalid parameters: it has the %s as Bytes and as S3Object; give one of them.", o.noun)
	case located && (i.Bucket == "" || i.Name == ""):
		return fault.New(fault.Invalid, Parameter, "Request has invalid parameters: an S3Object needs Bucket and Name.")
	case i.Version != "" && i.Version != unversioned:
		return fault.New(fault.Invalid, Location,
			"Unable to get object metadata from S3. Check object key, region and/or access permissions. Buckets keep no versions here: leave Version out.")
	}
	return nil
}

// unversioned is the version that S3 gives to objects of buckets that keep none
// (S3 User Guide, object versions).
const unversioned = "null"

// Unreadable is what the AI services say of an object that is not there, or not the
// caller's to read: they tell these apart from nothing.
func Unreadable(cause error) error {
	return fault.Wrap(cause, fault.Invalid, Location,
		"Unable to get object metadata from S3. Check object key, region and/or access permissions.")
}

// Objects is the object store.
type Objects interface {
	// ReadObject gives an object's bytes, and its size in bytes; no bytes when it has
	// more than most. A missing bucket or object is NotFound, another account's Denied.
	ReadObject(ctx context.Context, account, bucket, key string, most int64) ([]byte, int64, error)
	PutObject(ctx context.Context, as flow.Access, bucket, key, contentType string, body []byte) error
}

// load gives the image's bytes and its format.
func (s *Service) load(ctx context.Context, r Request) ([]byte, Format, error) {
	body, size := r.Image.Bytes, int64(len(r.Image.Bytes))
	if r.Image.Bucket != "" {
		var err error
		body, size, err = s.p.Objects.ReadObject(ctx, r.Account, r.Image.Bucket, r.Image.Name, r.Operation.MaxSize)
		if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Denied) || fault.Is(err, fault.Invalid) {
			return nil, Format{}, Unreadable(err)
		}
		if err != nil {
			return nil, Format{}, err
		}
	}
	if size > r.Operation.MaxSize {
		return nil, Format{}, fault.New(fault.Invalid, Size, "The %s has %d bytes; at most %d are allowed.", r.Operation.noun, size, r.Operation.MaxSize)
	}
	f, err := r.Operation.format(body)
	return body, f, err
}
