package flow

import (
	"net/url"
	"strings"

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
	case scheme == "https" && strings.HasSuffix(host, ".amazonaws.com"):
		return fromHTTPS(path, host, tail)
	}
	return Location{}, fault.New(fault.Invalid, fault.FlowDefinition,
		"S3OutputPath %q does not name a bucket. Use s3://bucket/prefix.", path)
}

func fromHTTPS(path, host, tail string) (Location, error) {
	key, err := url.PathUnescape(tail)
	if err != nil {
		return Location{}, fault.Wrap(err, fault.Invalid, fault.FlowDefinition, "S3OutputPath %q is not a valid URL.", path)
	}
	if bucket, _, found := strings.Cut(host, ".s3."); found {
		return location(bucket, key), nil
	}
	if strings.HasPrefix(host, "s3.") || strings.HasPrefix(host, "s3-") {
		if bucket, prefix, _ := strings.Cut(key, "/"); bucket != "" {
			return location(bucket, prefix), nil
		}
	}
	return Location{}, fault.New(fault.Invalid, fault.FlowDefinition,
		"S3OutputPath %q does not name a bucket. Use s3://bucket/prefix.", path)
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
