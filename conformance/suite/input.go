package suite

import (
	"maps"
	"slices"
)

// inputs makes, for each operation, an input with which nothing is wrong. Those of
// operations that change or delete name what does not exist, so that asking does no
// harm: what is checked before is checked all the same.
var inputs = map[string]func(p *probe, name string) object{
	"CreateFlowDefinition": func(p *probe, name string) object { return p.flow(name) },
	"CreateHumanTaskUi": func(_ *probe, name string) object {
		return object{"HumanTaskUiName": name, "UiTemplate": object{"Content": template}}
	},
	// Both kinds at once are refused, but only after all members were checked.
	"CreateWorkforce": func(p *probe, name string) object {
		return object{"WorkforceName": name, "CognitoConfig": maps.Clone(p.world.pool), "OidcConfig": provider()}
	},
	"CreateWorkteam": func(p *probe, name string) object {
		return object{
			"WorkteamName": name, "WorkforceName": name, "Description": "nobody", "MemberDefinitions": p.clerks(),
		}
	},
	"UpdateWorkforce": func(_ *probe, name string) object { return object{"WorkforceName": name} },
	"UpdateWorkteam":  func(_ *probe, name string) object { return object{"WorkteamName": name} },
	"RenderUiTemplate": func(_ *probe, _ string) object {
		return object{"RoleArn": roleARN, "Task": object{"Input": "{}"}, "UiTemplate": object{"Content": template}}
	},
	"AddTags": func(p *probe, name string) object {
		return object{"ResourceArn": p.arn("human-task-ui", name), "Tags": []any{object{"Key": "team", "Value": "blue"}}}
	},
	"DeleteTags": func(p *probe, name string) object {
		return object{"ResourceArn": p.arn("human-task-ui", name), "TagKeys": []any{"team"}}
	},
	"ListTags":                   func(p *probe, _ string) object { return object{"ResourceArn": p.world.uiARN} },
	"DeleteFlowDefinition":       named("FlowDefinitionName"),
	"DescribeFlowDefinition":     named("FlowDefinitionName"),
	"DeleteHumanTaskUi":          named("HumanTaskUiName"),
	"DescribeHumanTaskUi":        named("HumanTaskUiName"),
	"DeleteWorkforce":            named("WorkforceName"),
	"DescribeWorkforce":          named("WorkforceName"),
	"DeleteWorkteam":             named("WorkteamName"),
	"DescribeWorkteam":           named("WorkteamName"),
	"DescribeSubscribedWorkteam": vendor,
	"ListLabelingJobsForWorkteam": func(p *probe, _ string) object {
		return object{"WorkteamArn": p.world.teamARN}
	},
	"StartHumanLoop":    func(p *probe, name string) object { return p.loop(name) },
	"StopHumanLoop":     named("HumanLoopName"),
	"DeleteHumanLoop":   named("HumanLoopName"),
	"DescribeHumanLoop": named("HumanLoopName"),
	// Without a loop, so that asking does no harm. Who has no prediction source refuses it,
	// but only after all members were checked.
	"AnalyzeDocument": func(*probe, string) object {
		return object{"Document": object{"Bytes": dot}, "FeatureTypes": []any{"FORMS"}}
	},
	"DetectModerationLabels": func(*probe, string) object { return object{"Image": object{"Bytes": dot}} },
	"ListHumanLoops":         func(p *probe, _ string) object { return object{"FlowDefinitionArn": p.world.flowARN} },
}

// dot is a PNG of 80 by 80 white points.
const dot = "iVBORw0KGgoAAAANSUhEUgAAAFAAAABQCAAAAACreq1xAAAAMUlEQVR42u3MQREAAAwCIPuX1hJ77SAA6bEIhUKhUCgUCoVCoVAoFAqFQqFQKBT+Cgcp8uhpVdq6HgAAAABJRU5ErkJggg=="

func named(member string) func(*probe, string) object {
	return func(_ *probe, name string) object { return object{member: name} }
}

func vendor(p *probe, name string) object {
	return object{"WorkteamArn": p.arn("workteam/vendor-crowd", name)}
}

// input is an operation's input that is in order; lists without filters need none.
func (p *probe) input(operation, name string) object {
	if build, is := inputs[operation]; is {
		return build(p, name)
	}
	return object{}
}

// provider is an OpenID Connect provider.
func provider() object {
	return object{
		"ClientId": "portal", "ClientSecret": "s3cret-of-the-client", "Issuer": "https://id.example.org",
		"AuthorizationEndpoint": "https://id.example.org/auth", "TokenEndpoint": "https://id.example.org/token",
		"UserInfoEndpoint": "https://id.example.org/me", "LogoutEndpoint": "https://id.example.org/bye",
		"JwksUri": "https://id.example.org/keys",
	}
}

// step is one step into an input: a member, an item of a list (counted from 0), or
// an entry of a map.
type step struct {
	member string
	index  int
	shape  *shape // of what is found there
}

// place is the way to one value of an input.
type place []step

// reach gives the container that holds the value of a place, and puts there what
// is missing on the way.
func (s *service) reach(in object, at place) (container any) {
	container = in
	for _, one := range at[:len(at)-1] {
		inner := get(container, one)
		if inner == nil || isList(inner) && len(inner.([]any)) == 0 {
			inner = s.sample(one.shape)
		}
		put(container, one, inner)
		container = inner
	}
	return container
}

func isList(v any) bool {
	_, is := v.([]any)
	return is
}

func get(container any, at step) any {
	switch c := container.(type) {
	case object:
		return c[at.member]
	case []any:
		if at.index < len(c) {
			return c[at.index]
		}
	}
	return nil
}

func put(container any, at step, value any) {
	switch c := container.(type) {
	case object:
		c[at.member] = value
	case []any:
		c[at.index] = value
	}
}

// set puts a value at a place, which must not be in a list shorter than that.
func (s *service) set(in object, at place, value any) {
	put(s.reach(in, at), at[len(at)-1], value)
}

// unset takes the member at a place away.
func (s *service) unset(in object, at place) {
	if c, is := s.reach(in, at).(object); is {
		delete(c, at[len(at)-1].member)
	}
}

// sample is a value of a shape that is in order, with its required members only.
func (s *service) sample(h *shape) any {
	switch h.Kind {
	case "structure":
		in := object{}
		for _, m := range h.Members {
			if m.Required {
				in[m.name] = s.sample(s.shape(m.Shape))
			}
		}
		return in
	case "list":
		return s.several(h, max(1, h.MinItems))
	case "map":
		return object{"prompt": "login"}
	case "integer":
		return h.smallest()
	case "float":
		return 42.5
	case "blob":
		return dot
	case "timestamp":
		if s.Protocol == "awsJson1_1" {
			return 1600000000
		}
		return "2020-09-13T12:26:40Z"
	case "boolean":
		return true
	}
	return h.text(h.MinLength + 3)
}

// smallest is the least number of a shape.
func (h *shape) smallest() int {
	if h.Minimum == nil {
		return 1
	}
	return int(*h.Minimum)
}

// text is a string of a shape: of this many characters if there can be one.
func (h *shape) text(n int) string {
	if len(h.Enum) > 0 {
		return h.Enum[0]
	}
	if h.MaxLength > 0 {
		n = min(n, h.MaxLength)
	}
	switch {
	case h.Pattern == "":
		return string(slices.Repeat([]rune("a"), n))
	case h.form.tree == nil:
		return "10.0.0.0/8" // Cidr, the only one
	}
	least, most := lengths(h.form.tree)
	return fill(h.form.tree, min(max(n, least), most))
}

// several is a list of n items; those without members differ from each other.
func (s *service) several(h *shape, n int) []any {
	items := make([]any, n)
	item := s.shape(h.Item)
	for i := range items {
		items[i] = s.sample(item)
		if item.Kind == "structure" {
			s.distinguish(item, items[i], i)
		} else if item.Kind == "string" && len(item.Enum) == 0 && item.form != nil && item.form.tree != nil {
			items[i] = item.text(item.MinLength + i%max(1, item.MaxLength-item.MinLength))
		}
	}
	return items
}

// distinguish gives the tags of one list keys of their own.
func (s *service) distinguish(item *shape, value any, i int) {
	if in, is := value.(object); is && item.name == "Tag" {
		in["Key"] = s.shape("TagKey").text(1 + i)
	}
}
