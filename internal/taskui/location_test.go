package taskui

import (
	"strings"
	"testing"
)

func TestParseLocation(t *testing.T) {
	long := strings.Repeat("k", 1024)
	for _, c := range []struct{ uri, bucket, key string }{
		{"s3://b/k", "b", "k"},
		{"s3://b/a b&c%20d+é?x#y//z/../w/", "b", "a b&c%20d+é?x#y//z/../w/"},
		{"s3://b//k", "b", "/k"},
		{"s3://b/" + long, "b", long},
		{"https://s3.amazonaws.com/b/a/k.png", "b", "a/k.png"},
		{"http://s3.amazonaws.com/b/k", "b", "k"},
		{"HTTPS://S3.amazonaws.com/b/k", "b", "k"},
		{"https://s3.amazonaws.com/b/a%20b%26%25c+d", "b", "a b&%c+d"},
		{"https://s3.amazonaws.com/b/a b%c.png", "b", "a b%c.png"},
		{"https://s3.amazonaws.com/b/k?versionId=1#x", "b", "k"},
		{"https://s3.eu-west-1.amazonaws.com/b/k", "b", "k"},
		{"https://s3-eu-west-1.amazonaws.com/b/k", "b", "k"},
		{"https://s3.dualstack.eu-west-1.amazonaws.com/b/k", "b", "k"},
		{"https://s3.cn-north-1.amazonaws.com.cn/b/k", "b", "k"},
		{"https://b.s3.amazonaws.com/k", "b", "k"},
		{"https://my.own.b.s3.us-east-1.amazonaws.com/a/k", "my.own.b", "a/k"},
		{"https://b.s3-us-west-2.amazonaws.com/k", "b", "k"},
	} {
		got, ok := parseLocation(c.uri)
		if !ok || got.bucket != c.bucket || got.key != c.key {
			t.Errorf("%.80s: got %q %q %v", c.uri, got.bucket, got.key, ok)
		}
	}
}

func TestParseLocationRefuses(t *testing.T) {
	for _, uri := range []string{
		"", " ", "s3://", "s3://b", "s3://b/", "s3:///k", "s3:// /k", " s3://b/k", "b/k", "/b/k", "//s3.amazonaws.com/b/k",
		"https://example.com/b/k", "https://s3.amazonaws.com", "https://s3.amazonaws.com/b", "https://s3.amazonaws.com/b/",
		"https://b.s3.amazonaws.com/", "https://s3.amazonaws.com.example.com/b/k", "https://evil-s3.amazonaws.com/b/k",
		"ftp://s3.amazonaws.com/b/k", "https://.s3.amazonaws.com/k",
	} {
		if got, ok := parseLocation(uri); ok {
			t.Errorf("%q: got %q %q", uri, got.bucket, got.key)
		}
	}
}
