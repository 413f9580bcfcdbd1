package flow_test

import (
	"testing"

	"foureyes/internal/fault"
	"foureyes/internal/flow"
)

func TestOutputPathNamesABucketAndAPrefix(t *testing.T) {
	for path, want := range map[string]flow.Location{
		"s3://out":                                           {Bucket: "out"},
		"s3://out/":                                          {Bucket: "out"},
		"s3://out/reviews":                                   {Bucket: "out", Prefix: "reviews"},
		"s3://out/reviews/2026/":                             {Bucket: "out", Prefix: "reviews/2026"},
		"s3://out/a%20b c":                                   {Bucket: "out", Prefix: "a%20b c"},
		"https://s3.amazonaws.com/out":                       {Bucket: "out"},
		"https://s3.amazonaws.com/out/a/":                    {Bucket: "out", Prefix: "a"},
		"https://s3.eu-west-1.amazonaws.com/out/a%20b":       {Bucket: "out", Prefix: "a b"},
		"https://s3-eu-west-1.amazonaws.com/out/a":           {Bucket: "out", Prefix: "a"},
		"https://out.s3.amazonaws.com":                       {Bucket: "out"},
		"https://out.s3.eu-west-1.amazonaws.com/a/b/":        {Bucket: "out", Prefix: "a/b"},
		"https://out.s3-eu-west-1.amazonaws.com/a":           {Bucket: "out", Prefix: "a"},
		"https://my.s3.bucket.s3.eu-west-1.amazonaws.com/a":  {Bucket: "my.s3.bucket", Prefix: "a"},
		"https://out.s3.dualstack.us-west-2.amazonaws.com/a": {Bucket: "out", Prefix: "a"},
		"https://s3.cn-north-1.amazonaws.com.cn/out/a":       {Bucket: "out", Prefix: "a"},
		"https://out.s3.cn-north-1.amazonaws.com.cn/a":       {Bucket: "out", Prefix: "a"},
	} {
		if got, err := flow.ParseOutputPath(path); err != nil || got != want {
			t.Errorf("%s: %+v, %v", path, got, err)
		}
	}
}

func TestOutputPathWithoutABucket(t *testing.T) {
	for _, path := range []string{
		"", "out", "s3:", "s3://", "s3:///a", "http://s3.amazonaws.com/out", "https://example.com/out",
		"https://s3.amazonaws.com", "https://s3.amazonaws.com/", "https://s3.amazonaws.com//a", "https://.s3.amazonaws.com/a",
		"https://amazonaws.com/out", "https://notamazonaws.com/out", "https://sqs.eu-west-1.amazonaws.com/out",
	} {
		_, err := flow.ParseOutputPath(path)
		want := `S3OutputPath "` + path + `" does not name a bucket. Use s3://bucket/prefix.`
		if !fault.Is(err, fault.Invalid) || fault.Of(err).Message != want {
			t.Errorf("%q: %v", path, err)
		}
	}
	_, err := flow.ParseOutputPath("https://s3.amazonaws.com/out/%zz")
	if !fault.Is(err, fault.Invalid) || fault.Of(err).Message != `S3OutputPath "https://s3.amazonaws.com/out/%zz" is not a valid URL.` {
		t.Errorf("%v", err)
	}
}

func TestKeyOfALocation(t *testing.T) {
	for prefix, want := range map[string]string{"": "a/b", "x": "x/a/b", "x/y": "x/y/a/b"} {
		if got := (flow.Location{Bucket: "out", Prefix: prefix}).Key("a/b"); got != want {
			t.Errorf("prefix %q: %s", prefix, got)
		}
	}
}
