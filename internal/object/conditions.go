package object

import (
	"strings"
	"time"
)

// Conditions is what a request demands of the object it finds (RFC 9110,
// conditional requests; S3 User Guide, conditional requests). Zero values demand
// nothing.
type Conditions struct {
	// IfMatch and IfNoneMatch are ETags, with or without quotes, separated by
	// commas, or "*".
	IfMatch     string
	IfNoneMatch string
	// The times count in whole seconds, UTC.
	IfModifiedSince   time.Time
	IfUnmodifiedSince time.Time
}

// Read decides whether e may be read: ErrPrecondition, ErrNotModified. A time
// counts only where there is no ETag to go by.
func (c Conditions) Read(e Entry) error {
	modified := e.ModifiedAt.Truncate(time.Second)
	switch {
	case c.IfMatch != "" && !matches(c.IfMatch, e.ETag):
		return ErrPrecondition
	case c.IfMatch == "" && !c.IfUnmodifiedSince.IsZero() && modified.After(c.IfUnmodifiedSince):
		return ErrPrecondition
	case c.IfNoneMatch != "" && matches(c.IfNoneMatch, e.ETag):
		return ErrNotModified
	case c.IfNoneMatch == "" && !c.IfModifiedSince.IsZero() && !modified.After(c.IfModifiedSince):
		return ErrNotModified
	}
	return nil
}

// Copy decides whether e may be copied: as Read, but nothing is "not modified".
func (c Conditions) Copy(e Entry) error {
	if err := c.Read(e); err != nil {
		return ErrPrecondition
	}
	return nil
}

// Write decides whether old, nil for none, may be replaced or deleted:
// ErrPrecondition, ErrNoSuchKey when a certain ETag is demanded of no object.
func (c Conditions) Write(old *Entry) error {
	switch {
	case c.IfMatch != "" && old == nil:
		return ErrNoSuchKey
	case c.IfMatch != "" && !matches(c.IfMatch, old.ETag):
		return ErrPrecondition
	case c.IfNoneMatch != "" && old != nil && matches(c.IfNoneMatch, old.ETag):
		return ErrPrecondition
	}
	return nil
}

func matches(list, etag string) bool {
	for tag := range strings.SplitSeq(list, ",") {
		tag = strings.TrimSpace(tag)
		if tag == "*" || strings.Trim(tag, `"`) == etag {
			return true
		}
	}
	return false
}
