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

// TaskEvents is the setting of a flow definition by which each step of its tasks
// makes an event (package humanloop).
const TaskEvents = Prefix + "task-events"

// ExternalScripts is the setting of a flow definition by which the pages of its tasks
// may, or may not, load scripts and anything else from outside (package portal). A
// flow without it goes by the server's own setting.
const ExternalScripts = Prefix + "external-scripts"

// Conditions is the setting of a flow definition of the custom task type by which its
// activation conditions are evaluated (packages flow and humanloop). Those of the
// built-in task types always are.
const Conditions = Prefix + "conditions"

// Corrections is the setting of a flow definition by which workers may correct their
// answers while the loop waits for others (package humanloop).
const Corrections = Prefix + "corrections"

// Evaluate is the value of Conditions. Without the tag they are kept and shown alone.
const Evaluate = "evaluate"

// Allow and Block are the values of a setting that lets something through.
const (
	Allow = "allow"
	Block = "block"
)

// On and Off are the values of a setting that is a switch. Off is as good as no tag.
const (
	On  = "on"
	Off = "off"
)

// The resources that settings are for, as in their ARNs.
const (
	FlowDefinition = "flow-definition"
	HumanTaskUI    = "human-task-ui"
	Workteam       = "workteam"
	Workforce      = "workforce"
)

// setting is one of reserved: what it can stand on, and the values it may have.
type setting struct {
	on     string
	values []string
}

// reserved are the settings. A setting comes here together with the code that
// honours it; docs/divergences.md lists them for users.
var reserved = map[string]setting{
	TaskEvents:      {FlowDefinition, []string{On, Off}},
	ExternalScripts: {FlowDefinition, []string{Allow, Block}},
	Corrections:     {FlowDefinition, []string{On, Off}},
	Conditions:      {FlowDefinition, []string{Evaluate}},
}

// checkReserved refuses a setting that nothing honours: silently ignoring it would
// be a surprise later.
func checkReserved(resource string, t Tag) error {
	if !strings.HasPrefix(t.Key, Prefix) {
		return nil
	}
	s, known := reserved[t.Key]
	switch {
	case !known:
		return fault.New(fault.Invalid, fault.Tags, "Tag key %q is not a setting of this version. Keys that begin with %s are reserved; known: %s.",
			t.Key, Prefix, list(slices.Sorted(maps.Keys(reserved))))
	case s.on != resource:
		return fault.New(fault.Invalid, fault.Tags, "Tag %s is a setting of a %s and has no effect on a %s.", t.Key, s.on, resource)
	case !slices.Contains(s.values, t.Value):
		return fault.New(fault.Invalid, fault.Tags, "Tag %s cannot be %q. Allowed: %s.", t.Key, t.Value, list(s.values))
	}
	return nil
}

// Has reports whether a key with this value is among tags.
func Has(tags []Tag, key, value string) bool { return slices.Contains(tags, Tag{key, value}) }

func list(words []string) string { return strings.Join(words, ", ") }
