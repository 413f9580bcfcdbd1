// Package tag owns the labels that any resource can carry: at most fifty keys,
// each with one value. Some keys are settings (reserved.go). Tags that come with a
// new resource are checked here and saved by the room that owns the resource; tags
// of resources that exist are Service's.
package tag

import (
	"strings"

	"foureyes/internal/fault"
)

// Limit is the greatest number of tags on one resource (SageMaker API, AddTags).
const Limit = 50

// Tag is one label.
type Tag struct {
	Key   string
	Value string
}

// Check refuses a set of tags that cannot stand together on one resource: more
// than Limit, a key twice, a key of the prefix that AWS keeps for itself, or a
// setting that a resource of this type does not have.
func Check(resource string, tags []Tag) error {
	if len(tags) > Limit {
		return fault.New(fault.Invalid, fault.Tags, "A resource can have at most %d tags, %d were given.", Limit, len(tags))
	}
	seen := make(map[string]bool, len(tags))
	for _, t := range tags {
		if strings.HasPrefix(strings.ToLower(t.Key), "aws:") {
			return fault.New(fault.Invalid, fault.Tags, "Tag key %q is not allowed: keys that begin with aws: are reserved.", t.Key)
		}
		if seen[t.Key] {
			return fault.New(fault.Invalid, fault.Tags, "Tag key %q is given more than once.", t.Key)
		}
		seen[t.Key] = true
		if err := checkReserved(resource, t); err != nil {
			return err
		}
	}
	return nil
}
