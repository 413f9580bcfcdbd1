package s3

import (
	"encoding/xml"
	"net/url"
	"strconv"
	"strings"

	"foureyes/internal/object"
)

type copyObjectResult struct {
	XMLName      xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ CopyObjectResult"`
	LastModified stamp
	ETag         string
}

func copyObject(x *exchange) error {
	from, err := x.permittedSource()
	if err != nil {
		return err
	}
	if err := checkFeatures(x.r.Header); err != nil {
		return err
	}
	replace, err := x.replaceMetadata()
	if err != nil {
		return err
	}
	c := object.Content{CreatedBy: x.call.Principal, Attributes: x.attributes()}
	c.Checksum.Algorithm, err = x.wantedAlgorithm()
	if err != nil {
		return err
	}
	if c.Conditions, err = writeConditions(x.r.Header); err != nil {
		return err
	}
	e, err := x.objects.Copy(x.r.Context(), x.call.Account, from, x.bucket, x.key, c, replace)
	if err != nil {
		return err
	}
	return x.xml(copyObjectResult{LastModified: stamp(e.ModifiedAt), ETag: quoted(e.ETag)})
}

// permittedSource is the source, which the caller must be allowed to read.
func (x *exchange) permittedSource() (object.Source, error) {
	from, err := x.source()
	if err != nil {
		return from, err
	}
	return from, x.permit("s3:GetObject", target{from.Bucket, from.Key})
}

// source reads x-amz-copy-source: bucket and key, percent-encoded, with or
// without a slash in front.
func (x *exchange) source() (object.Source, error) {
	header := x.r.Header.Get("X-Amz-Copy-Source")
	bad := invalidArgument("x-amz-copy-source", header, "Copy Source must mention the source bucket and key: sourcebucket/sourcekey")
	path, version, _ := strings.Cut(header, "?versionId=")
	if version != "" && version != noVersion {
		return object.Source{}, invalidArgument("versionId", version, "Invalid version id specified: buckets have no versions here.")
	}
	path, err := url.PathUnescape(path)
	if err != nil {
		return object.Source{}, bad
	}
	bucket, key, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if bucket == "" || key == "" || strings.HasPrefix(bucket, "arn:") {
		return object.Source{}, bad
	}
	return object.Source{Bucket: bucket, Key: key, Conditions: conditions(x.r.Header, "X-Amz-Copy-Source-")}, nil
}

func (x *exchange) replaceMetadata() (bool, error) {
	switch directive := x.r.Header.Get("X-Amz-Metadata-Directive"); directive {
	case "", "COPY":
		return false, nil
	case "REPLACE":
		return true, nil
	default:
		return false, invalidArgument("x-amz-metadata-directive", directive, "Unknown metadata directive.")
	}
}

// wantedAlgorithm is the checksum that a copy or a multipart upload is to get.
func (x *exchange) wantedAlgorithm() (string, error) {
	algorithm := strings.ToUpper(x.r.Header.Get("X-Amz-Checksum-Algorithm"))
	if algorithm != "" && !object.KnownChecksum(algorithm) {
		return "", notImplemented("The checksum algorithm " + algorithm)
	}
	return algorithm, nil
}

type copyPartResult struct {
	XMLName      xml.Name `xml:"http://s3.amazonaws.com/doc/2006-03-01/ CopyPartResult"`
	LastModified stamp
	ETag         string
	partChecksums
}

func uploadPartCopy(x *exchange) error {
	from, err := x.permittedSource()
	if err != nil {
		return err
	}
	if from.First, from.Last, err = x.sourceRange(); err != nil {
		return err
	}
	number, err := x.partNumber()
	if err != nil {
		return err
	}
	p, err := x.objects.CopyPart(x.r.Context(), x.call.Account, from, x.bucket, x.key, x.query.Get("uploadId"), number)
	if err != nil {
		return err
	}
	return x.xml(copyPartResult{
		LastModified: stamp(p.ModifiedAt), ETag: quoted(p.ETag), partChecksums: checksumsOf(p.Checksum),
	})
}

// sourceRange reads x-amz-copy-source-range, which is "bytes=first-last".
func (x *exchange) sourceRange() (first, last *int64, err error) {
	header := x.r.Header.Get("X-Amz-Copy-Source-Range")
	if header == "" {
		return nil, nil, nil
	}
	from, to, _ := strings.Cut(strings.TrimPrefix(header, "bytes="), "-")
	a, errA := strconv.ParseInt(from, 10, 64)
	b, errB := strconv.ParseInt(to, 10, 64)
	if errA != nil || errB != nil || !strings.HasPrefix(header, "bytes=") {
		return nil, nil, invalidArgument("x-amz-copy-source-range", header,
			"The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy")
	}
	return &a, &b, nil
}

// partNumber reads the number of the part that a request is about.
func (x *exchange) partNumber() (int, error) {
	n, err := strconv.Atoi(x.query.Get("partNumber"))
	if err != nil {
		return 0, object.ErrPartNumber
	}
	return n, nil
}
