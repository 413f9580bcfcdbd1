package liquid

import (
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
)

// escapeFilters change how text is written: HTML, JSON, URL, base 64.
var escapeFilters = map[string]filter{
	"escape":                 {0, 0, escaping(escapeHTML)},
	"h":                      {0, 0, escaping(escapeHTML)},
	"escape_once":            {0, 0, escaping(escapeOnce)},
	"skip_autoescape":        {0, 0, skipAutoescape},
	"to_json":                {0, 0, toJSON},
	"url_encode":             {0, 0, whole(url.QueryEscape)},
	"url_decode":             {0, 0, whole(urlDecode)},
	"base64_encode":          {0, 0, whole(encodeBase64(base64.StdEncoding))},
	"base64_decode":          {0, 0, decodeBase64(base64.StdEncoding)},
	"base64_url_safe_encode": {0, 0, whole(encodeBase64(base64.URLEncoding))},
	"base64_url_safe_decode": {0, 0, decodeBase64(base64.URLEncoding)},
}

// escaping makes escape and escape_once. What an escape made is left alone, so
// nothing is ever escaped twice.
func escaping(f func(string) string) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		if c.in == nil {
			return nil, nil
		}
		text, err := c.textUnlessMarkup(c.in)
		if err != nil {
			return nil, err
		}
		out := Markup{parts(c.in, text)}.escape(f)
		return out, c.grow(out.size() + len(out.parts)*bytesPerItem)
	}
}

// skipAutoescape lets a value through as it is. Captured text was settled when
// it was captured: it is printed as escaped as it would have been there.
func skipAutoescape(c *call) (any, error) {
	if _, ok := c.in.(Markup); ok || c.in == nil {
		return c.in, nil
	}
	s, err := c.text(c.in)
	return marked(s, asIs), err
}

// toJSON gives any value as JSON text.
func toJSON(c *call) (any, error) { return c.json(c.in) }

// urlDecode undoes url_encode; what is no valid escape stays as it is.
func urlDecode(s string) string {
	decoded, err := url.QueryUnescape(s)
	if err != nil {
		return s
	}
	return strings.ToValidUTF8(decoded, "\uFFFD")
}

func encodeBase64(e *base64.Encoding) func(string) string {
	return func(s string) string { return e.EncodeToString([]byte(s)) }
}

var errBase64 = errors.New("the text is not valid base 64")

func decodeBase64(e *base64.Encoding) func(c *call) (any, error) {
	return func(c *call) (any, error) {
		s, err := c.text(c.in)
		if err != nil {
			return nil, err
		}
		decoded, err := e.WithPadding(base64.NoPadding).DecodeString(strings.TrimRight(s, "="))
		if err != nil {
			return nil, errBase64
		}
		return strings.ToValidUTF8(string(decoded), "\uFFFD"), c.grow(len(decoded))
	}
}
