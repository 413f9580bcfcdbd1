package config

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// ObjectStore is the S3 store that --objects-url names.
type ObjectStore struct {
	// Endpoint is its URL; empty for Amazon's.
	Endpoint string
	Region   string
	// PathStyle puts buckets into the path; else they are in the host's name.
	PathStyle bool
	// Profile is that of the AWS files which has the credentials; empty for what AWS's
	// default chain finds.
	Profile string
	// STSEndpoint is where roles are assumed; empty for Amazon's.
	STSEndpoint string
}

// objectStoreForm is what --objects-url looks like.
const objectStoreForm = "s3://?region=eu-west-1 for Amazon's, s3://?endpoint=https://s3.example.com&region=eu-west-1 for another"

// objectStoreParameters are those that the URL may have.
var objectStoreParameters = []string{"endpoint", "region", "pathStyle", "profile", "stsEndpoint"}

// ObjectStore reads --objects-url; nil when objects are files.
func (s *Serve) ObjectStore() (*ObjectStore, error) {
	if s.ObjectsURL == "" {
		return nil, nil //nolint:nilnil // no store is no mistake
	}
	u, err := url.Parse(s.ObjectsURL)
	if err != nil || u.Scheme != "s3" {
		return nil, errors.New("it is not of the form " + objectStoreForm)
	}
	if u.Host != "" || strings.Trim(u.Path, "/") != "" {
		return nil, fmt.Errorf("it names the bucket %q; leave that out: each flow definition's S3OutputPath names its own", u.Host+u.Path)
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return nil, fmt.Errorf("read what follows the question mark: %w", err)
	}
	for name := range q {
		if !slices.Contains(objectStoreParameters, name) {
			return nil, fmt.Errorf("it has %q, which is none of %s", name, strings.Join(objectStoreParameters, ", "))
		}
	}
	return objectStoreOf(q)
}

// objectStoreOf checks the parameters. Stores of one's own seldom answer to the names of
// buckets, so they get them in the path unless they are said to.
func objectStoreOf(q url.Values) (*ObjectStore, error) {
	o := &ObjectStore{Endpoint: strings.TrimRight(q.Get("endpoint"), "/"), Region: q.Get("region"), Profile: q.Get("profile"), STSEndpoint: strings.TrimRight(q.Get("stsEndpoint"), "/")}
	if o.Region == "" {
		return nil, errors.New("it needs a region to sign for: " + objectStoreForm)
	}
	for name, at := range map[string]string{"endpoint": o.Endpoint, "stsEndpoint": o.STSEndpoint} {
		if err := checkPublicURL(at); err != nil {
			return nil, fmt.Errorf("its %s: %w", name, err)
		}
	}
	o.PathStyle = o.Endpoint != ""
	if text := q.Get("pathStyle"); text != "" {
		style, err := strconv.ParseBool(text)
		if err != nil {
			return nil, fmt.Errorf("its pathStyle %q is neither true nor false", text)
		}
		o.PathStyle = style
	}
	return o, nil
}
