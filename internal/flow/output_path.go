package flow

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"foureyes/internal/fault"
)

// Location is a bucket and a key prefix without a slash at its end.
type Location struct {
	Bucket string
	Prefix string
}

// ParseOutputPath reads an S3OutputPath: s3://bucket/prefix, or one of the https
// forms that name a bucket (https://s3.amazonaws.com/bucket/prefix,
// https://s3.region.amazonaws.com/bucket/prefix,
// https://bucket.s3.region.amazonaws.com/prefix).
func ParseOutputPath(path string) (Location, error) {
	scheme, rest, _ := strings.Cut(path, "://")
	host, tail, _ := strings.Cut(rest, "/")
	switch {
	case scheme == "s3" && host != "":
		return location(host, tail), nil
	case scheme == "https" && (strings.HasSuffix(host, ".amazonaws.com") || strings.HasSuffix(host, ".amazonaws.com.cn")):
		return fromHTTPS(path, host, tail)
	}
	return Location{}, noBucket(path)
}

func noBucket(path string) error {
	return fault.New(fault.Invalid, fault.FlowDefinition,
		"S3OutputPath %q does not name a bucket. Use s3://bucket/prefix.", path)
}

func fromHTTPS(path, host, tail string) (Location, error) {
	key, err := url.PathUnescape(tail)
	if err != nil || !utf8.ValidString(key) {
		return Location{}, fault.Wrap(err, fault.Invalid, fault.FlowDefinition, "S3OutputPath %q is not a valid URL.", path)
	}
	bucket, prefix := hostBucket(host), key
	if strings.HasPrefix(host, "s3.") || strings.HasPrefix(host, "s3-") {
		bucket, prefix, _ = strings.Cut(key, "/")
	}
	if bucket == "" {
		return Location{}, noBucket(path)
	}
	return location(bucket, prefix), nil
}

// hostBucket is the bucket of bucket.s3.region.amazonaws.com, or of the older
// bucket.s3-region.amazonaws.com; empty when there is none. The name of a bucket
// may hold ".s3." itself, so the last one counts.
func hostBucket(host string) string {
	end := max(strings.LastIndex(host, ".s3."), strings.LastIndex(host, ".s3-"))
	return host[:max(0, end)]
}

func location(bucket, prefix string) Location {
	return Location{Bucket: bucket, Prefix: strings.TrimRight(prefix, "/")}
}

// Key puts a name under the location's prefix.
func (l Location) Key(name string) string {
	if l.Prefix == "" {
		return name
	}
	return l.Prefix + "/" + name
}

// maxKey is the greatest length of an S3 key, in bytes.
const maxKey = 1024

// longestTail stands for what humanloop puts behind the flow's name: the time of
// the loop's creation, its name of at most 63 characters, and the file's name.
const longestTail = "/2006/01/02/15/04/05/" + "123456789012345678901234567890123456789012345678901234567890123" + "/output.json"

// checkKeys refuses an output path under which some output could not be written.
func (l Location) checkKeys(path, flowName string) error {
	if n := len(l.Key(flowName + longestTail)); n > maxKey {
		return fault.New(fault.Invalid, fault.FlowDefinition,
			"S3OutputPath %q is too long: the keys of its outputs would have up to %d bytes, and S3 allows %d.", path, n, maxKey)
	}
	return nil
}
