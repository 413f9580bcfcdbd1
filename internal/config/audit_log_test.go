package config_test

import (
	"strings"
	"testing"

	"foureyes/internal/config"
)

func TestPlacesOfTheAuditLog(t *testing.T) {
	for text, want := range map[string]config.AuditPlace{
		"":                    {},
		"/var/lib/audit":      {Folder: "/var/lib/audit"},
		"audit":               {Folder: "audit"},
		"s3://acme":           {Bucket: "acme"},
		"s3://acme/":          {Bucket: "acme"},
		"s3://acme/a/b":       {Bucket: "acme", Prefix: "a/b/"},
		"s3://acme/foureyes/": {Bucket: "acme", Prefix: "foureyes/"},
	} {
		got, err := (&config.Serve{AuditLog: text, ObjectsURL: "s3://?region=eu-west-1"}).AuditPlace()
		if got != want || err != nil {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestPlacesOfTheAuditLogThatCannotWork(t *testing.T) {
	for text, want := range map[string]string{
		"s3://acme/audit":      "--audit-log: a bucket needs --objects-url",
		"s3://":                "names no bucket",
		"s3:///audit":          "names no bucket",
		"s3://?region=a":       "names no bucket",
		"https://acme.example": "https:// is neither a folder nor s3://bucket/prefix",
	} {
		s := config.Serve{Listen: "127.0.0.1:0", AccountID: "000000000000", AdminEmail: "a@b", AuditLog: text}
		if err := s.Check(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
