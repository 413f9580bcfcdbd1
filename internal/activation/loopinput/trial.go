package loopinput

import (
	"context"

	"foureyes/internal/activation"
)

// Trial tells what conditions come to for an input, and why.
type Trial struct {
	Evaluated bool `json:"evaluated" doc:"False without conditions, and for a flow definition of the custom task type without the tag foureyes:conditions=evaluate: then people review every input."`
	Needed    bool `json:"needed" doc:"Whether people shall review."`
	// Everything and Shown say what of a built-in response workers would get.
	Everything        bool                 `json:"everything" doc:"Whether all pairs or labels are shown."`
	Shown             []ShownItem          `json:"shown" nullable:"false" doc:"The key-value pairs or labels that workers are asked about."`
	ImportantFormKeys []FormKey            `json:"importantFormKeys" nullable:"false" doc:"The keys that workers are asked to find."`
	Conditions        []activation.Outcome `json:"conditions" nullable:"false" doc:"How each condition turned out, and why."`
	Results           string               `json:"results,omitempty" doc:"The conditions with EvaluationResult on every node, as JSON text."`
}

// ShownItem is a key-value pair of a form or a moderation label.
type ShownItem struct {
	Name       string  `json:"name"`
	Value      string  `json:"value,omitempty"`
	Confidence float64 `json:"confidence"`
}

// FormKey is a key that workers are asked to find, as templates read it.
type FormKey struct {
	Key     string   `json:"importantFormKey"`
	Aliases []string `json:"importantFormKeyAliases" nullable:"false"`
}

// Try evaluates conditions, or none (nil), for an input and tells why they turn out as
// they do. flow is the ARN that samples go by.
func (i *Input) Try(ctx context.Context, c *activation.Conditions, flow string) (Trial, error) {
	in := i.Seen()
	in.Flow, in.Explain = flow, true
	r := activation.Result{Met: true, Everything: true}
	if c != nil {
		var err error
		if r, err = c.Evaluate(ctx, in); err != nil {
			return Trial{}, err
		}
	}
	return Trial{
		Evaluated: c != nil, Needed: r.Met, Everything: r.Everything && r.Met, Shown: i.items(&r, in),
		ImportantFormKeys: formKeys(r.FormKeys), Conditions: append([]activation.Outcome{}, r.Outcomes...), Results: r.Conditions,
	}, nil
}

// items are the pairs or labels that are shown; none of an input of one's own, of
// which workers see all.
func (i *Input) items(r *activation.Result, in activation.Input) []ShownItem {
	items := []ShownItem{}
	switch i.dialect {
	case activation.Forms:
		for _, at := range places(r, len(in.Pairs), r.Selected) {
			p := in.Pairs[at]
			items = append(items, ShownItem{p.Key, p.Value, p.Confidence})
		}
	case activation.Moderation:
		for _, at := range places(r, len(in.Labels), r.Selected) {
			items = append(items, ShownItem{Name: in.Labels[at].Name, Confidence: in.Labels[at].Confidence})
		}
	}
	return items
}

func formKeys(keys []activation.FormKey) []FormKey {
	list := make([]FormKey, len(keys))
	for i, k := range keys {
		list[i] = FormKey{k.Key, append([]string{}, k.Aliases...)}
	}
	return list
}
