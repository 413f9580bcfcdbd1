package suite

import "fmt"

// kind is a resource that can be tagged.
type kind struct {
	name string
	owns bool
	// make makes one with tags, and gives its ARN.
	make func(p *probe, name string, tags []any) string
	// again deletes it and makes it once more without tags.
	again func(p *probe, name string)
}

var kinds = []kind{
	{
		name: "human task UI",
		make: func(p *probe, name string, tags []any) string {
			return p.taskUI(name, template, object{"Tags": tags}).text("HumanTaskUiArn")
		},
		again: func(p *probe, name string) {
			p.call("DeleteHumanTaskUi", ui(name))
			p.taskUI(name, template)
		},
	},
	{
		name: "flow definition",
		make: func(p *probe, name string, tags []any) string {
			in := p.flow(name)
			in["Tags"] = tags
			return p.call("CreateFlowDefinition", in).text("FlowDefinitionArn")
		},
		again: func(p *probe, name string) {
			p.call("DeleteFlowDefinition", flowNamed(name))
			p.gone(name)
			p.call("CreateFlowDefinition", p.flow(name))
		},
	},
	{
		name: "work team",
		make: func(p *probe, name string, tags []any) string {
			return p.call("CreateWorkteam", p.team(name, object{"Tags": tags})).text("WorkteamArn")
		},
		again: func(p *probe, name string) {
			p.call("DeleteWorkteam", teamNamed(name))
			p.call("CreateWorkteam", p.team(name))
		},
	},
	{
		name: "workforce", owns: true,
		make: func(p *probe, name string, tags []any) string {
			in := p.cognito()
			in["Tags"] = tags
			return p.workforce(name, in).text("WorkforceArn")
		},
		again: func(p *probe, name string) {
			p.call("DeleteWorkforce", workforceNamed(name))
			p.workforce(name, p.cognito())
		},
	},
}

func tagged(pairs ...string) []any {
	tags := []any{}
	for i := 0; i < len(pairs); i += 2 {
		tags = append(tags, object{"Key": pairs[i], "Value": pairs[i+1]})
	}
	return tags
}

// numbered are n tags whose keys sort as they are counted.
func numbered(first, n int) []any {
	tags := []any{}
	for i := range n {
		tags = append(tags, object{"Key": fmt.Sprintf("k%02d", first+i), "Value": "v"})
	}
	return tags
}

// wantTags compares the tags of a resource, in any order.
func (p *probe) wantTags(arn string, want []any) {
	got := map[string]string{}
	for _, item := range p.call("ListTags", object{"ResourceArn": arn}).list("Tags") {
		t, _ := item.(object)
		got[fmt.Sprint(t["Key"])] = fmt.Sprint(t["Value"])
	}
	wanted := map[string]string{}
	for _, item := range want {
		t := item.(object)
		wanted[fmt.Sprint(t["Key"])] = fmt.Sprint(t["Value"])
	}
	p.equal("the tags", got, wanted)
}

// tagCases are made for each kind of resource, and some once.
func tagCases() []testCase {
	var all []testCase
	for _, k := range kinds {
		for _, c := range k.cases() {
			c.owns = k.owns
			all = append(all, c)
		}
	}
	return append(all, tagRefusals...)
}

func (k kind) cases() []testCase {
	return []testCase{
		life("ListTags", "tells the tags that a "+k.name+" was made with", func(p *probe) {
			tags := tagged("team", "blue", "größe", "ü 1", "empty", "", "a:b/c=d+e-f@g_h.i", "x")
			p.wantTags(k.make(p, p.token(), tags), tags)
		}),
		life("ListTags", "tells no tags of a new "+k.name+" with an old name", func(p *probe) {
			name := p.token()
			arn := k.make(p, name, tagged("team", "blue"))
			k.again(p, name)
			p.wantTags(arn, nil)
		}),
		life("AddTags", "adds to a "+k.name+" and overwrites", func(p *probe) {
			arn := k.make(p, p.token(), tagged("team", "blue", "cost", "1"))
			a := p.call("AddTags", object{"ResourceArn": arn, "Tags": tagged("team", "red", "Team", "green")})
			p.holds(len(a.list("Tags")) > 0, "the answer has no tags")
			p.wantTags(arn, tagged("team", "red", "cost", "1", "Team", "green"))
		}),
		life("AddTags", "keeps a "+k.name+" to 50 tags", func(p *probe) {
			arn := k.make(p, p.token(), numbered(0, 50))
			p.refuse("AddTags", object{"ResourceArn": arn, "Tags": tagged("one-more", "v")}, "ValidationException", "50")
			p.call("AddTags", object{"ResourceArn": arn, "Tags": tagged("k07", "other")})
			p.call("DeleteTags", object{"ResourceArn": arn, "TagKeys": []any{"k00"}})
			p.call("AddTags", object{"ResourceArn": arn, "Tags": tagged("k50", "v")})
			p.wantTags(arn, append(numbered(1, 6), append(tagged("k07", "other"), numbered(8, 43)...)...))
		}),
		life("DeleteTags", "takes tags from a "+k.name, func(p *probe) {
			arn := k.make(p, p.token(), tagged("team", "blue", "cost", "1"))
			a := p.call("DeleteTags", object{"ResourceArn": arn, "TagKeys": []any{"team", "never-there"}})
			p.equal("the answer", a.value, object{})
			p.wantTags(arn, tagged("cost", "1"))
		}),
	}
}

// tagOperations are the three with what they need beside the ARN.
var tagOperations = map[string]object{
	"AddTags": {"Tags": tagged("team", "blue")}, "ListTags": {}, "DeleteTags": {"TagKeys": []any{"team"}},
}

// refusesTags asks all three operations for an ARN that has no tags.
func refusesTags(arn func(p *probe) string, code, part string) func(*probe) {
	return func(p *probe) {
		for operation, in := range tagOperations {
			in := clone(in).(object)
			in["ResourceArn"] = arn(p)
			p.refuse(operation, in, code, part)
		}
	}
}

var tagRefusals = []testCase{
	life("ListTags", "and the others do not find what is not there", refusesTags(func(p *probe) string {
		return p.arn("flow-definition", p.token())
	}, "ResourceNotFound", "does not exist")),
	life("ListTags", "and the others do not find what is another account's", refusesTags(func(p *probe) string {
		return elsewhere(p.world.uiARN, p.world.account, "999999999999")
	}, "ResourceNotFound", "does not exist")),
	life("ListTags", "and the others refuse human loops", refusesTags(func(p *probe) string {
		return p.arn("human-loop", p.token())
	}, "ValidationException", "Invalid resource type")),
	life("ListTags", "pages by 50", func(p *probe) {
		arn := kinds[0].make(p, p.token(), numbered(0, 50))
		a := p.call("ListTags", object{"ResourceArn": arn, "MaxResults": 50})
		p.equal("the number of tags", len(a.list("Tags")), 50)
		p.equal("NextToken", a.token(), "")
	}),
	life("AddTags", "refuses a key twice", func(p *probe) {
		p.refuse("AddTags", object{"ResourceArn": p.world.uiARN, "Tags": tagged("a", "1", "a", "2")}, "ValidationException", "")
	}),
	life("AddTags", "refuses keys of AWS", func(p *probe) {
		p.refuse("AddTags", object{"ResourceArn": p.world.uiARN, "Tags": tagged("aws:a", "1")}, "ValidationException", "aws:")
	}),
	life("CreateHumanTaskUi", "refuses a tag twice and makes nothing", func(p *probe) {
		name := p.token()
		in := object{"HumanTaskUiName": name, "UiTemplate": object{"Content": "x"}, "Tags": tagged("a", "1", "a", "2")}
		p.refuse("CreateHumanTaskUi", in, "ValidationException", "")
		p.refuse("DescribeHumanTaskUi", ui(name), "ResourceNotFound", "")
	}),
}
