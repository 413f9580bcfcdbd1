package taskui

import (
	"net/url"
	"regexp"
	"strings"
)

// location is one S3 object.
type location struct{ bucket, key string }

// endpoint is the host name of S3 itself: s3.amazonaws.com, s3.eu-west-1…,
// s3-eu-west-1…, s3.dualstack.eu-west-1…, also under amazonaws.com.cn.
const endpoint = `s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?`

var (
	pathHost    = regexp.MustCompile(`(?i)^` + endpoint + `$`)
	virtualHost = regexp.MustCompile(`(?i)^([a-z0-9][a-z0-9.-]*?)\.` + endpoint + `$`)
)

// parseLocation reads what grant_read_access accepts (A2I Developer Guide, custom
// templates): s3://bucket/key, where the key is taken letter by letter, and the
// http and https URLs of S3, where it is percent-encoded.
func parseLocation(s string) (location, bool) {
	if rest, ok := strings.CutPrefix(s, "s3://"); ok {
		return locationOf(strings.Cut(rest, "/"))
	}
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https") {
		return location{}, false
	}
	rest, _, _ = strings.Cut(rest, "#")
	rest, _, _ = strings.Cut(rest, "?")
	host, path, _ := strings.Cut(rest, "/")
	path = unescapePath(path)
	if pathHost.MatchString(host) {
		return locationOf(strings.Cut(path, "/"))
	}
	if m := virtualHost.FindStringSubmatch(host); m != nil {
		return locationOf(m[1], path, true)
	}
	return location{}, false
}

// locationOf checks that both parts are there. Whether the bucket exists is found
// out later.
func locationOf(bucket, key string, _ bool) (location, bool) {
	if bucket == "" || key == "" || strings.ContainsAny(bucket, " \t\r\n") {
		return location{}, false
	}
	return location{bucket, key}, true
}

// unescapePath decodes a URL's path. A path that is not encoded right was never
// encoded: templates glue keys into URLs.
func unescapePath(path string) string {
	if decoded, err := url.PathUnescape(path); err == nil {
		return decoded
	}
	return path
}
