package loopinput

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"foureyes/internal/activation"
)

// Shown is the input as workers get it. In a built-in dialect it tells what was
// selected for them, how the conditions turned out and which keys they shall look
// for; without conditions (nil) everything is selected. An input of one's own stays
// as it is.
func (i *Input) Shown(r *activation.Result) (string, error) {
	if i.dialect == activation.Custom {
		return i.text, nil
	}
	members := make(map[string]any, len(i.members)+3)
	for name, value := range i.members {
		members[name] = value
	}
	for _, ours := range []string{resultsMember, contextMember} {
		delete(members, ours)
	}
	if r == nil {
		r = &activation.Result{Everything: true}
	}
	members[selectedMember] = i.selected(r)
	if r.Conditions != "" {
		members[resultsMember] = json.RawMessage(r.Conditions)
	}
	if len(r.FormKeys) > 0 {
		members[contextMember] = contextOf(r.FormKeys)
	}
	return write(members)
}

// selected is the response, reduced to what workers are asked about.
func (i *Input) selected(r *activation.Result) map[string]any {
	if i.dialect == activation.Moderation {
		selected := map[string]any{"moderationLabels": i.labels.Pick(places(r, len(i.labels.Items), r.Selected))}
		if version := i.modelVersion(); version != "" {
			selected["moderationModelVersion"] = version
		}
		return selected
	}
	var blocks []int
	for _, pair := range r.Selected {
		blocks = append(blocks, i.pairs[pair].Blocks...)
	}
	slices.Sort(blocks)
	return map[string]any{"blocks": i.blocks.Pick(places(r, len(i.blocks.Items), slices.Compact(blocks)))}
}

// places are those that were selected, or all there are.
func places(r *activation.Result, all int, selected []int) []int {
	if !r.Everything {
		return selected
	}
	places := make([]int, all)
	for i := range places {
		places[i] = i
	}
	return places
}

func (i *Input) modelVersion() string {
	var response struct{ ModerationModelVersion string }
	if json.Unmarshal(i.members[responseMember], &response) != nil {
		return ""
	}
	return response.ModerationModelVersion
}

// contextOf is what workers are told about keys.
func contextOf(keys []activation.FormKey) map[string]any {
	return map[string]any{"importantFormKeys": formKeys(keys)}
}

// write writes an object, its members in alphabetical order as in all of Amazon's
// documents.
func write(members map[string]any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(members); err != nil {
		return "", fmt.Errorf("write the input: %w", err)
	}
	return string(bytes.TrimRight(b.Bytes(), "\n")), nil
}
