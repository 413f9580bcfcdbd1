package tag_test

import (
	"fmt"
	"testing"

	"foureyes/internal/fault"
	"foureyes/internal/tag"
)

func many(n int) []tag.Tag {
	tags := make([]tag.Tag, 0, n)
	for i := range n {
		tags = append(tags, tag.Tag{Key: fmt.Sprint("key-", i), Value: "same"})
	}
	return tags
}

func TestSetsOfTagsThatCanStandTogether(t *testing.T) {
	for name, tags := range map[string][]tag.Tag{
		"none":             nil,
		"fifty":            many(50),
		"without a value":  {{Key: "a"}},
		"case tells apart": {{Key: "Owner", Value: "x"}, {Key: "owner", Value: "x"}},
		"aws elsewhere":    {{Key: "my-aws:x"}, {Key: "aws"}, {Key: "x", Value: "aws:y"}},
	} {
		if err := tag.Check(tag.FlowDefinition, tags); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSetsOfTagsThatCannot(t *testing.T) {
	for _, c := range []struct {
		tags []tag.Tag
		text string
	}{
		{many(51), "A resource can have at most 50 tags, 51 were given."},
		{[]tag.Tag{{Key: "a", Value: "1"}, {Key: "b"}, {Key: "a", Value: "2"}}, `Tag key "a" is given more than once.`},
		{[]tag.Tag{{Key: "aws:x"}}, `Tag key "aws:x" is not allowed: keys that begin with aws: are reserved.`},
		{[]tag.Tag{{Key: "AwS:x"}}, `Tag key "AwS:x" is not allowed: keys that begin with aws: are reserved.`},
	} {
		err := tag.Check(tag.FlowDefinition, c.tags)
		if !fault.Is(err, fault.Invalid) || fault.Of(err).Message != c.text || fault.Of(err).Subject != fault.Tags {
			t.Errorf("got %v, want %s", err, c.text)
		}
	}
}

func TestSettingsAreChecked(t *testing.T) {
	for _, c := range []struct {
		resource string
		tag      tag.Tag
		text     string // of the refusal; empty for none
	}{
		{tag.FlowDefinition, tag.Tag{Key: tag.TaskEvents, Value: tag.On}, ""},
		{tag.FlowDefinition, tag.Tag{Key: tag.TaskEvents, Value: tag.Off}, ""},
		{tag.FlowDefinition, tag.Tag{Key: tag.Conditions, Value: tag.Evaluate}, ""},
		{tag.FlowDefinition, tag.Tag{Key: tag.Conditions, Value: "off"}, `Tag foureyes:conditions cannot be "off". Allowed: evaluate.`},
		{tag.FlowDefinition, tag.Tag{Key: tag.TaskEvents, Value: "yes"}, `Tag foureyes:task-events cannot be "yes". Allowed: on, off.`},
		{tag.Workteam, tag.Tag{Key: tag.TaskEvents, Value: tag.On}, "Tag foureyes:task-events is a setting of a flow-definition and has no effect on a workteam."},
		{
			tag.FlowDefinition,
			tag.Tag{Key: "foureyes:magic", Value: "on"},
			`Tag key "foureyes:magic" is not a setting of this version. Keys that begin with foureyes: are reserved; known: foureyes:conditions, foureyes:corrections, foureyes:external-scripts, foureyes:task-events.`,
		},
	} {
		err := tag.Check(c.resource, []tag.Tag{c.tag})
		if (err == nil) != (c.text == "") || err != nil && fault.Of(err).Message != c.text {
			t.Errorf("%v on a %s: %v", c.tag, c.resource, err)
		}
	}
}
