package tag

import (
	"maps"
	"slices"
	"strings"

	"foureyes/internal/fault"
)

// Prefix begins the keys of tags that change what Foureyes does: settings for
// which Amazon's API has no member.
const Prefix = "foureyes:"

// reserved are the settings, each with the values that it may have. A setting
// comes here together with the code that honours it; docs/divergences.md lists
// them for users.
var reserved = map[string][]string{}

// checkReserved refuses a setting that nothing honours: silently ignoring it would
// be a surprise later.
func checkReserved(t Tag) error {
	if !strings.HasPrefix(t.Key, Prefix) {
		return nil
	}
	values, known := reserved[t.Key]
	switch {
	case !known:
		return fault.New(fault.Invalid, fault.Tags, "Tag key %q is not a setting of this version. Keys that begin with %s are reserved; known: %s.",
			t.Key, Prefix, list(slices.Sorted(maps.Keys(reserved))))
	case !slices.Contains(values, t.Value):
		return fault.New(fault.Invalid, fault.Tags, "Tag %s cannot be %q. Allowed: %s.", t.Key, t.Value, list(values))
	}
	return nil
}

func list(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	return strings.Join(words, ", ")
}
