package awsimport

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// named is a request with a few members.
type named map[string]any

// tag is a tag of a resource.
type tag struct{ Key, Value string }

// tags reads the tags of a resource at the source. Amazon's own cannot be set by anybody.
func (r *run) tags(ctx context.Context, arn string) ([]tag, error) {
	return pages(ctx, r.from, "ListTags", named{"ResourceArn": arn}, func(p struct{ Tags []tag }) []tag {
		return slices.DeleteFunc(p.Tags, func(t tag) bool { return strings.HasPrefix(t.Key, "aws:") })
	})
}

// pages reads a list to its end.
func pages[P, T any](ctx context.Context, from API, operation string, in named, items func(P) []T) ([]T, error) {
	var all []T
	for {
		var raw json.RawMessage
		if err := from.Call(ctx, operation, in, &raw); err != nil {
			return nil, fmt.Errorf("%s: %w", operation, err)
		}
		var page P
		var next struct{ NextToken string }
		if err := json.Unmarshal(raw, &page); err != nil {
			return nil, fmt.Errorf("read the answer to %s: %w", operation, err)
		}
		if err := json.Unmarshal(raw, &next); err != nil {
			return nil, fmt.Errorf("read the answer to %s: %w", operation, err)
		}
		all = append(all, items(page)...)
		if next.NextToken == "" {
			return all, nil
		}
		in["NextToken"] = next.NextToken
	}
}

// differing names the members that are not the same in what was found; members that hold
// nothing are as good as none.
func differing(wanted, found map[string]any) []string {
	var names []string
	for name, value := range wanted {
		if !reflect.DeepEqual(plain(value), plain(found[name])) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// plain is a value as JSON has it, without members that hold nothing.
func plain(v any) any {
	raw, err := json.Marshal(v)
	if err != nil {
		return v
	}
	var out any
	if err := json.Unmarshal(raw, &out); err != nil {
		return v
	}
	return pruned(out)
}

func pruned(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, value := range v {
			if v[name] = pruned(value); v[name] == nil {
				delete(v, name)
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			v[i] = pruned(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	}
	return v
}

// accountOf is the account in an ARN; empty for what is none.
func accountOf(arn string) string {
	if parts := strings.SplitN(arn, ":", 6); len(parts) == 6 {
		return parts[4]
	}
	return ""
}

// here is an ARN of the source as the target has it.
func (r *run) here(arn string) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) != 6 {
		return arn
	}
	parts[1], parts[3], parts[4] = "aws", r.to.Region, r.account
	return strings.Join(parts, ":")
}

// nameOf is what follows the last slash of an ARN.
func nameOf(arn string) string { return arn[strings.LastIndex(arn, "/")+1:] }
