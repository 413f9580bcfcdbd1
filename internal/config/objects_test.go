package config_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"foureyes/internal/config"
)

func TestObjectStores(t *testing.T) {
	for text, want := range map[string]*config.ObjectStore{
		"":                       nil,
		"s3://?region=eu-west-1": {Region: "eu-west-1"},
		"s3://?endpoint=https://s3.example.org/&region=eu-west-1":                                {Endpoint: "https://s3.example.org", Region: "eu-west-1", PathStyle: true},
		"s3://?endpoint=http%3A%2F%2F127.0.0.1:7070&region=us-east-1&pathStyle=false&profile=s3": {Endpoint: "http://127.0.0.1:7070", Region: "us-east-1", Profile: "s3"},
		"s3://?region=us-east-1&stsEndpoint=http://127.0.0.1:7071":                               {Region: "us-east-1", STSEndpoint: "http://127.0.0.1:7071"},
	} {
		got, err := (&config.Serve{ObjectsURL: text}).ObjectStore()
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%s: %s, %v", text, diff, err)
		}
	}
}

func TestObjectStoresThatCannotWork(t *testing.T) {
	if err := (&config.Serve{Listen: "127.0.0.1:0", AccountID: "000000000000", AdminEmail: "a@b", ObjectsAssumeRole: true}).Check(); err == nil ||
		!strings.Contains(err.Error(), "--objects-assume-role: it needs --objects-url") {
		t.Error(err)
	}
	for text, want := range map[string]string{
		"https://s3.example.org":                 "it is not of the form s3://?region=",
		"s3://reviews?region=eu-west-1":          `it names the bucket "reviews"`,
		"s3://?endpoint=https://s3.example.org":  "it needs a region",
		"s3://?endpoint=s3.example.org&region=a": "its endpoint",
		"s3://?region=a&pathStyle=perhaps":       `its pathStyle "perhaps" is neither true nor false`,
		"s3://?region=a&pathstyle=true":          `it has "pathstyle", which is none of endpoint, region, pathStyle, profile, stsEndpoint`,
		"s3://?region=a;b":                       "read what follows the question mark",
	} {
		if _, err := (&config.Serve{ObjectsURL: text}).ObjectStore(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
