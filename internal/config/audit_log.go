package config

import (
	"errors"
	"fmt"
	"strings"
)

// AuditPlace is where the audit log is written.
type AuditPlace struct {
	// Folder is a path; empty where it is a bucket.
	Folder string
	// Bucket is one of the store of --objects-url.
	Bucket string
	// Prefix begins all keys in it; it ends in a slash, or is empty.
	Prefix string
}

// ReadAuditPlace reads a folder, or s3://bucket/prefix.
func ReadAuditPlace(text string) (AuditPlace, error) {
	rest, isBucket := strings.CutPrefix(text, "s3://")
	if !isBucket {
		if scheme, _, is := strings.Cut(text, "://"); is {
			return AuditPlace{}, fmt.Errorf("%s:// is neither a folder nor s3://bucket/prefix", scheme)
		}
		return AuditPlace{Folder: text}, nil
	}
	bucket, prefix, _ := strings.Cut(rest, "/")
	if bucket == "" || strings.ContainsAny(bucket, "?#") {
		return AuditPlace{}, fmt.Errorf("%q names no bucket: s3://bucket/prefix", text)
	}
	if prefix = strings.Trim(prefix, "/"); prefix != "" {
		prefix += "/"
	}
	return AuditPlace{Bucket: bucket, Prefix: prefix}, nil
}

// AuditPlace reads --audit-log; zero when there is none.
func (s *Serve) AuditPlace() (AuditPlace, error) {
	p, err := ReadAuditPlace(s.AuditLog)
	if err == nil && p.Bucket != "" && s.ObjectsURL == "" {
		err = errors.New("a bucket needs --objects-url, which says in which store it is; without it, name a folder")
	}
	return p, err
}
