package sigv4

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// canonical builds the canonical request.
func (s *Signature) canonical(r *http.Request, path, payloadHash string) []byte {
	out := make([]byte, 0, 1024)
	out = append(append(out, r.Method...), '\n')
	out = append(append(out, path...), '\n')
	out = append(s.appendQuery(out), '\n')
	for _, name := range s.headers {
		out = append(append(out, name...), ':')
		out = append(appendHeader(out, r, name), '\n')
	}
	out = append(out, '\n')
	out = append(append(out, strings.Join(s.headers, ";")...), '\n')
	return append(out, payloadHash...)
}

// canonicalPaths gives the path as clients may have signed it. S3 escapes the
// decoded path once; other services escape once more what is on the wire. Some
// SDKs then also clean it of dots and double slashes (botocore), others do not.
func canonicalPaths(u *url.URL, service string) []string {
	if service == serviceS3 {
		return []string{escape(slash(u.Path), true)}
	}
	path := slash(u.EscapedPath())
	paths := []string{escape(path, true)}
	if clean := clean(path); clean != path {
		paths = append(paths, escape(clean, true))
	}
	return paths
}

func slash(path string) string {
	if path == "" {
		return "/"
	}
	return path
}

// clean removes dot segments and empty segments, but keeps a slash at the end.
func clean(path string) string {
	var kept []string
	for segment := range strings.SplitSeq(path, "/") {
		switch segment {
		case "", ".":
		case "..":
			kept = kept[:max(0, len(kept)-1)]
		default:
			kept = append(kept, segment)
		}
	}
	out := "/" + strings.Join(kept, "/")
	if strings.HasSuffix(path, "/") && len(kept) > 0 {
		out += "/"
	}
	return out
}

// appendQuery writes the parameters in order, without the signature itself. A
// plus sign counts as a space, as for those who read the parameters later.
func (s *Signature) appendQuery(out []byte) []byte {
	pairs := make([][2]string, 0, len(s.query))
	for name, values := range s.query {
		if name == "X-Amz-Signature" {
			continue
		}
		escaped := escape(name, false)
		for _, value := range values {
			pairs = append(pairs, [2]string{escaped, escape(value, false)})
		}
	}
	slices.SortFunc(pairs, func(a, b [2]string) int { return slices.Compare(a[:], b[:]) })
	for i, pair := range pairs {
		if i > 0 {
			out = append(out, '&')
		}
		out = append(append(append(out, pair[0]...), '='), pair[1]...)
	}
	return out
}

// appendHeader writes a header's values. Go's server keeps some headers
// elsewhere than in the map.
func appendHeader(out []byte, r *http.Request, name string) []byte {
	values := r.Header[http.CanonicalHeaderKey(name)]
	switch {
	case name == "host":
		values = []string{r.Host}
	case name == "content-length" && len(values) == 0 && r.ContentLength >= 0:
		values = []string{strconv.FormatInt(r.ContentLength, 10)}
	case name == "transfer-encoding" && len(values) == 0:
		values = r.TransferEncoding
	}
	for i, value := range values {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendTrimmed(out, value)
	}
	return out
}

// appendTrimmed writes a value without spaces around it, and with single ones inside.
func appendTrimmed(out []byte, value string) []byte {
	value = strings.TrimSpace(value)
	for i := range len(value) {
		if value[i] != ' ' || value[i-1] != ' ' {
			out = append(out, value[i])
		}
	}
	return out
}

// escape percent-encodes all but the unreserved characters of RFC 3986.
func escape(s string, keepSlash bool) string {
	const digits = "0123456789ABCDEF"
	out := make([]byte, 0, len(s)+16)
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
			c == '-' || c == '.' || c == '_' || c == '~' || c == '/' && keepSlash {
			out = append(out, c)
		} else {
			out = append(out, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(out)
}
